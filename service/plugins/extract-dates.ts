import { sql, type QueryExecutorProvider } from 'kysely'
import { CasementError } from '../../shared/errors/casement-error'
import type { Source } from '../../shared/model/codes'
import { londonDay } from '../../shared/model/london-day'
import type { Clock } from './clock'

const DAY_MS = 86_400_000

/**
 * For the migrations of both services: of which day the last extract of each source was. What was loaded before (`said`: source, as_at) says it of itself; a date
 * of the future, which was accepted then, would shut out all that come until then and does not count.
 */
export const EXTRACT_DATES = (role: string, said: string): string => `
create table extract_dates (
  source text primary key,
  extract_date date not null,
  taken_at timestamptz not null
);
insert into extract_dates select source, max(as_at), now() from (${said}) as said where as_at <= current_date + 1 group by source;
grant select, insert, update (extract_date, taken_at) on extract_dates to ${role};
`

/** A source, and the day that one of its extracts is of (YYYY-MM-DD). */
export interface DatedExtract {
  readonly source: Source
  readonly extractDate: string
}

/**
 * Extracts of one source are loaded in the order of their dates; the same date again is a corrected or repeated run. Answers the last one's date, null
 * before the first. Throws INTAKE_EXTRACT_FUTURE (a day ahead is a system's clock, more is a mistake that would shut out what comes) or INTAKE_EXTRACT_OLDER.
 */
export async function requireInOrder(db: QueryExecutorProvider, clock: Clock, { source, extractDate }: DatedExtract): Promise<string | null> {
  if (extractDate > londonDay(clock.now() + DAY_MS)) throw new CasementError('INTAKE_EXTRACT_FUTURE', { source, extractDate, today: londonDay(clock.now()) })
  const { rows } = await sql<{ last: string }>`select extract_date::text as last from extract_dates where source = ${source}`.execute(db)
  const lastLoaded = rows[0]?.last ?? null
  if (lastLoaded !== null && extractDate < lastLoaded) throw new CasementError('INTAKE_EXTRACT_OLDER', { source, extractDate, lastLoaded })
  return lastLoaded
}

/**
 * Takes the dates of a batch in its own transaction, under the lock that makes batches take turns: a run that a newer one has overtaken stops at its next
 * batch. Rows of one source and two dates are REQUEST_INVALID. Throws as `requireInOrder` does.
 */
export async function takeExtractDates(trx: QueryExecutorProvider, clock: Clock, rows: ReadonlyArray<{ readonly source: Source; readonly asAt: string }>): Promise<void> {
  const dates = new Map(rows.map(({ source, asAt }) => [source, asAt]))
  if (rows.some(({ source, asAt }) => dates.get(source) !== asAt)) throw new CasementError('REQUEST_INVALID', { fields: 'asAt' })
  for (const [source, extractDate] of dates) {
    await requireInOrder(trx, clock, { source, extractDate })
    await sql`insert into extract_dates (source, extract_date, taken_at) values (${source}, ${extractDate}::date, ${new Date(clock.now())})
      on conflict (source) do update set extract_date = excluded.extract_date, taken_at = excluded.taken_at where extract_dates.extract_date < excluded.extract_date`.execute(trx)
  }
}
