import { codesOf, DEBT_KINDS } from '../../shared/model/codes'
import type { Slot, SourceRow } from './mappings/source-row'

/** What is read from the main row of a record alone, and would be lost with another one's: a reader of the rest of the row would not notice. */
const OF_THE_ACCOUNT: ReadonlyArray<Slot> = [
  ...codesOf(DEBT_KINDS).flatMap((kind) => [`balance:${kind}`, `stage:${kind}`] as const),
  'moratoriumKind', 'moratoriumStartsOn', 'moratoriumEndsOn', 'dutyKind', 'dutyStartedOn', 'dutyEndedOn', 'dutyEndReason', 'benefits', 'interventions', 'history',
  'housingSituation', 'housedSince',
]

const saysNothing = (value: unknown): boolean => value === undefined || value === null || value === 0 || value === 'none' || (Array.isArray(value) && value.length === 0)

/**
 * Does a second row that is marked as the main one say something else of the account than the first? Where systems mark both joint tenants and repeat the account's figures,
 * nothing is lost; else nobody can tell whether the figures are two debts or one of them is wrong.
 */
export const saysOtherwise = (second: SourceRow, main: SourceRow): boolean =>
  OF_THE_ACCOUNT.some((slot) => !saysNothing(second[slot]) && JSON.stringify(second[slot]) !== JSON.stringify(main[slot]))
