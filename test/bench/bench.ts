import type { Comparison, Result } from './measure'

/** What the command line gave, or a bench's own small size. */
export interface Sizes {
  readonly households: number | null
  readonly rounds: number
  readonly entries: number | null
  /** How long one turn may go on, where that is for the bench to choose. */
  readonly seconds: number | null
  /** Names of all that this run measures: some share what they set up. */
  readonly asked: readonly string[]
}

/** A bench sets the scene, answers what is to be compared, and clears up. */
export interface Bench {
  readonly name: string
  /** Not among *all of them*: it takes the others at many sizes. */
  readonly isOnlyByName?: boolean
  /** Debian packages whose programs it needs. */
  readonly needs?: readonly { readonly program: string; readonly package: string }[]
  run(sizes: Sizes, measure: Measure, report: Report): Promise<void>
}

export type Measure = (comparison: Comparison, households: number | null) => Promise<void>
export type Compared = Pick<Comparison, 'bench' | 'unit' | 'baseline' | 'goal' | 'size'>
/** For rounds that were measured in another process. */
export type Report = (compared: Compared, measured: Readonly<{ values: readonly number[]; baselines: readonly number[] }>, households: number | null) => Result
