import { createHash } from 'node:crypto'
import { START, type VirtualTime } from './virtual-time'

const KEPT = 60

/** What happened, line by line, with a hash of all of it: the same seed, the same hash. */
export class Trace {
  step = 0
  readonly #hash = createHash('sha256')
  readonly #last: string[] = []

  constructor(private readonly time: VirtualTime) {}

  add(words: string): void {
    const line = `step ${this.step} +${((this.time.now - START) / 1_000).toFixed(3)} s: ${words}`
    this.#hash.update(line).update('\n')
    this.#last.push(line)
    if (this.#last.length > KEPT) this.#last.shift()
  }

  last(): readonly string[] {
    return this.#last
  }

  hash(): string {
    return this.#hash.copy().digest('hex')
  }
}
