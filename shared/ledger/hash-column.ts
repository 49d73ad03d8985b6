import { HASH_LENGTH } from './merkle-hash'

const PER_PAGE = 256

/**
 * A growing column of 32-byte hashes in fixed pages: no object per hash, and no copy of everything when it grows.
 * What goes in and comes out is copied, so a caller can never alter the tree.
 */
export class HashColumn {
  readonly #pages: Uint8Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  push(hash: Uint8Array): void {
    const offset = (this.#length % PER_PAGE) * HASH_LENGTH
    if (offset === 0) this.#pages.push(new Uint8Array(PER_PAGE * HASH_LENGTH))
    this.#page(this.#length).set(hash, offset)
    this.#length += 1
  }

  /** Throws RangeError outside the column. */
  at(index: number): Uint8Array {
    if (!(index >= 0 && index < this.#length)) throw new RangeError('no such hash')
    const offset = (index % PER_PAGE) * HASH_LENGTH
    return this.#page(index).slice(offset, offset + HASH_LENGTH)
  }

  #page(index: number): Uint8Array {
    const page = this.#pages[Math.floor(index / PER_PAGE)]
    if (page === undefined) throw new RangeError('no such hash')
    return page
  }
}
