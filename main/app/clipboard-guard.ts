import { createHash } from 'node:crypto'

/** The part of Electron's clipboard that the guard uses. */
export interface GuardedClipboard {
  /** A promise in newer Electrons. */
  readText(): string | Promise<string>
  clear(): unknown
}

/**
 * Empties the clipboard 30 s after a recorded copy, and at lock and quit, if it still holds the copied text. It is told a hash only:
 * the text itself never reaches this process through us.
 */
export class ClipboardGuard {
  readonly #clipboard: GuardedClipboard
  readonly #clearAfterMs: number
  #hash: string | null = null
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(clipboard: GuardedClipboard, clearAfterMs = 30_000) {
    this.#clipboard = clipboard
    this.#clearAfterMs = clearAfterMs
  }

  /** @param textHash SHA-256 (hex) of the copied text in UTF-8 */
  watch(textHash: string): void {
    this.#stop()
    this.#hash = textHash
    this.#timer = setTimeout(() => void this.clear(), this.#clearAfterMs)
  }

  /** Empties the clipboard now if it still holds what was copied. */
  async clear(): Promise<void> {
    const watched = this.#hash
    this.#stop()
    if (watched === null) return
    const held = createHash('sha256')
      .update(await this.#clipboard.readText(), 'utf8')
      .digest('hex')
    if (held === watched) await this.#clipboard.clear()
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#hash = null
  }
}
