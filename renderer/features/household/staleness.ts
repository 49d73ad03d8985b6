import { SOURCES, type Source } from '../../../shared/model/codes'
import { daysBetween } from '../../components/dates'

/** Older than its source is expected to send. */
export const isStale = (fact: { readonly source: Source; readonly asAt: string }, today: string): boolean =>
  daysBetween(fact.asAt, today) > SOURCES[fact.source].cadenceDays

/** The sources of a household that are overdue, with their as-at dates. */
export const staleSources = <Fact extends { readonly source: Source; readonly asAt: string }>(sources: ReadonlyArray<Fact>, today: string): Fact[] =>
  sources.filter((fact) => isStale(fact, today))

/** Does the recovery pause run on this day? (Breathing Space Regulations 2020: recovery must stop between the dates.) */
export const isRecoveryPaused = (moratorium: { readonly startsOn: string; readonly endsOn: string | null } | null, today: string): boolean =>
  moratorium !== null && moratorium.startsOn <= today && (moratorium.endsOn === null || today <= moratorium.endsOn)
