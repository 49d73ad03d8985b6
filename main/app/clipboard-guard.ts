import { createHash } from 'node:crypto'

/** The part of Electron's clipboard that the guard uses. */
export interface GuardedClipboard {
  /** A promise in newer Electrons. */
  readText(): string | Promise<string>
  clear(): unknown
}

/**
 * Empties the clipboard 30 s after a recorded copy, and at lock and quit, if it still holds a copied text. It is told a hash only:
 * the text itself never reaches this process through us.
 */
export class ClipboardGuard {
  readonly #clipboard: GuardedClipboard
  readonly #clearAfterMs: number
  /** Each by its hash: a copy that is refused after it was announced leaves the one before on the clipboard. */
  readonly #watched = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(clipboard: GuardedClipboard, clearAfterMs = 30_000) {
    this.#clipboard = clipboard
    this.#clearAfterMs = clearAfterMs
  }

  /** @param textHash SHA-256 (hex) of the copied text in UTF-8 */
  watch(textHash: string): void {
    clearTimeout(this.#watched.get(textHash))
    // A clipboard that cannot be read now is looked at again at lock and quit.
    const timer = setTimeout(() => void this.#clear([textHash]).catch(() => undefined), this.#clearAfterMs)
    this.#watched.set(textHash, timer)
  }

  /** Empties the clipboard now if it still holds what was copied. Throws what reading it throws. */
  async clear(): Promise<void> {
    await this.#clear([...this.#watched.keys()])
  }

  async #clear(hashes: ReadonlyArray<string>): Promise<void> {
    if (hashes.length === 0) return
    for (const hash of hashes) clearTimeout(this.#watched.get(hash))
    const held = createHash('sha256')
      .update(await this.#clipboard.readText(), 'utf8')
      .digest('hex')
    if (hashes.includes(held)) await this.#clipboard.clear()
    for (const hash of hashes) this.#watched.delete(hash)
  }
}
