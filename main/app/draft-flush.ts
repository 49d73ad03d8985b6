/** So long a lock waits for what is being typed: enough for a write to disk, too short to be seen. */
const AT_MOST_MS = 200

/** Before a lock takes the window away: asks it to put its unfinished entries away, and waits until it says so, or for a moment. */
export class DraftFlush {
  readonly #ask: () => void
  readonly #atMostMs: number
  #done: (() => void) | null = null

  /** @param ask tells the window that a lock is coming */
  constructor(ask: () => void, atMostMs = AT_MOST_MS) {
    this.#ask = ask
    this.#atMostMs = atMostMs
  }

  /** Resolves when the window has saved its drafts; at the latest after the limit, since a page that hangs or lies must not hold up a lock. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.noteSaved(), this.#atMostMs)
      this.#done = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#ask()
    })
  }

  /** The window says that everything typed is in the store. */
  noteSaved(): void {
    this.#done?.()
    this.#done = null
  }
}
