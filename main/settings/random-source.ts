import { randomBytes } from 'node:crypto'

/** Chance as domain and sync see it: ids, nonces and the spread of retries. Keys and salts never come from here, but from the system alone. */
export interface RandomSource {
  /** 0 to 1. */
  fraction(): number
  bytes(count: number): Uint8Array
}

export const systemRandom: RandomSource = { fraction: () => Math.random(), bytes: (count) => new Uint8Array(randomBytes(count)) }
