import type { AGE_BANDS } from '../../../shared/model/codes'

export type AgeBand = keyof typeof AGE_BANDS

/** Highest age of each band, in years. */
const BANDS: ReadonlyArray<readonly [highest: number, band: AgeBand]> = [
  [4, '0-4'], [10, '5-10'], [15, '11-15'], [17, '16-17'], [24, '18-24'], [34, '25-34'],
  [44, '35-44'], [54, '45-54'], [64, '55-64'], [74, '65-74'], [Number.POSITIVE_INFINITY, '75-plus'],
]

/** Completed years of age at a date. Somebody born on 29 February turns a year older on 1 March of common years. */
export function ageAt(dateOfBirth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return on.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

/** The band shown in the masked record, at the extract's as-at date, so that loading the same file later changes nothing. */
export function ageBandAt(dateOfBirth: string | null, asAt: string): AgeBand {
  if (dateOfBirth === null) return 'unknown'
  const age = ageAt(dateOfBirth, asAt)
  return BANDS.find(([highest]) => age <= highest)?.[1] ?? 'unknown'
}
