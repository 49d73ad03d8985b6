import { SOURCES, type Source } from '../../../shared/model/codes'
import type { SafetyState } from '../../../shared/model/safety'
import { dateOf, daysBetween } from '../../components/dates'

/** Older than its source is expected to send. */
export const isStale = (fact: { readonly source: Source; readonly asAt: string }, today: string): boolean =>
  daysBetween(fact.asAt, today) > SOURCES[fact.source].cadenceDays

/** The sources of a household that are overdue, with their as-at dates. */
export const staleSources = <Fact extends { readonly source: Source; readonly asAt: string }>(sources: ReadonlyArray<Fact>, today: string): Fact[] =>
  sources.filter((fact) => isStale(fact, today))

/** A Breathing Space lasts so long at most (Debt Respite Scheme Regulations 2020, reg. 26); one in a mental health crisis has no such end. */
export const BREATHING_SPACE_DAYS = 60

/** Was the reported pause recorded so long ago that it must have ended? It stands until somebody has asked and takes it away. */
export const hasSurelyEnded = ({ codes, at }: Pick<SafetyState, 'codes' | 'at'>, today: string): boolean =>
  at !== null && codes.length > 0 && codes.every((code) => code === 'breathing') && daysBetween(dateOf(at), today) > BREATHING_SPACE_DAYS
