/** What is compared in one run: two ways to measure, taking turns. */
export interface Comparison {
  readonly bench: string
  readonly unit: string
  readonly baseline: string
  /** Speeds: higher is better, so the ratio is value over baseline all the same; the goal says on which side it should lie. */
  readonly goal: { readonly atMost: number } | { readonly atLeast: number }
  value(): Promise<number>
  baselineValue(): Promise<number>
  /** What the figure is for, beside households. */
  readonly size?: Readonly<Record<string, number>>
}

export interface Result {
  readonly bench: string
  readonly households: number | null
  readonly value: number
  readonly unit: string
  readonly baseline: string
  readonly baselineValue: number
  readonly ratio: number
  readonly range: readonly [number, number]
  readonly rounds: number
}

export const FEWEST_ROUNDS = 5

/** Measures turn by turn, after one turn that does not count (caches, compilers). Which of the two goes first changes with each round. */
export async function compare(comparison: Comparison, rounds: number, households: number | null): Promise<Result> {
  const turns = Math.max(FEWEST_ROUNDS, rounds)
  const [values, baselines]: [number[], number[]] = [[], []]
  await comparison.value()
  await comparison.baselineValue()
  for (let round = 0; round < turns; round += 1) {
    if (round % 2 === 0) values.push(await comparison.value())
    baselines.push(await comparison.baselineValue())
    if (round % 2 === 1) values.push(await comparison.value())
  }
  return summarise(comparison, { values, baselines, households })
}

/** Median and range of the ratio of each round: what disturbs a machine for a while disturbs both of a round. */
export function summarise(
  { bench, unit, baseline, size = {} }: Pick<Comparison, 'bench' | 'unit' | 'baseline' | 'size'>,
  { values, baselines, households }: Readonly<{ values: readonly number[]; baselines: readonly number[]; households: number | null }>,
): Result {
  const ratios = values.map((value, round) => value / (baselines[round] ?? Number.NaN))
  return {
    bench, households, ...size, value: rounded(median(values)), unit, baseline, baselineValue: rounded(median(baselines)), ratio: rounded(median(ratios)),
    range: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))], rounds: values.length,
  }
}

export const meets = ({ ratio }: Result, goal: Comparison['goal']): boolean => ('atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast)

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** The value that `part` of all lie at or below. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? Number.NaN
}

/** Milliseconds that something takes. */
export async function timed(act: () => unknown): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

const rounded = (number: number): number => Number(number.toPrecision(4))
