import { addDays } from '../../components/dates'

/** Periods that end today, by number of days. */
export const PERIODS = [['7', 'Last 7 days'], ['14', 'Last 14 days'], ['30', 'Last 30 days'], ['90', 'Last 90 days']] as const
export type PeriodDays = (typeof PERIODS)[number][0]

export const periodOf = (days: PeriodDays, today: string): { from: string; to: string } => ({ from: addDays(today, 1 - Number(days)), to: today })
