import type { KeyObject } from 'node:crypto'

/** What is not as it was signed, in words for people. */
export class Difference extends Error {}

export interface CheckpointKey {
  readonly name: string
  readonly id: string
  readonly key: KeyObject
}

export interface OpenedCheckpoint {
  readonly origin: string
  readonly size: number
  /** In hexadecimal. */
  readonly root: string
  readonly by: string
}

/** An entry that is sound: `content` is the parsed leaf, still of unknown shape, `hash` the leaf hash in hex. */
export interface VisitedEntry {
  readonly index: number
  readonly content: Readonly<Record<string, unknown>>
  readonly hash: string
  /** What the hub says became of it; not part of the proof. */
  readonly outcome: unknown
  /** Those that are there: each is what the leaf commits to. */
  readonly openings: readonly Readonly<{ field: string; value: string }>[]
}

export interface BundleSummary {
  readonly epoch: string
  readonly origin: string
  readonly entries: number
  readonly openings: number
  readonly by: string
}

export interface BundleCheck {
  take(line: Buffer): void
  finish(): BundleSummary
}

export function readKeys(text: string): CheckpointKey[]
export function openCheckpoint(note: string, keys: readonly CheckpointKey[], what: string): OpenedCheckpoint
export function createCheck(options: Readonly<{ keys: readonly CheckpointKey[]; last?: OpenedCheckpoint | null; visit?: ((entry: VisitedEntry) => void) | null }>): BundleCheck
export function checkFile(file: string, check: BundleCheck): BundleSummary
export function main(argv: readonly string[], words?: Readonly<{ out(text: string): void; err(text: string): void }>): 0 | 1 | 2
