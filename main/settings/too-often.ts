/** So many ends within a minute are not chance: the next would follow as the one before. */
const MOST_ENDS = 3
const WITHIN_MS = 60_000

/** Counts the ends of a process that is replaced by itself, for whoever must know when to stop that. */
export class TooOften {
  readonly #elapsed: () => number
  #ends: readonly number[] = []

  /** @param elapsed monotonic milliseconds */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** True: it was the third within a minute, or one more soon after that. */
  noteEnd(): boolean {
    const now = this.#elapsed()
    this.#ends = [...this.#ends, now].filter((at) => now - at < WITHIN_MS).slice(-MOST_ENDS)
    return this.#ends.length === MOST_ENDS
  }
}
