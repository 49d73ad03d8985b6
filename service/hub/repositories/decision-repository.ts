import { sql } from 'kysely'
import { DAY_MS, HOUR_MS, type BudgetUse } from '../../../shared/purposes/reveal-budget'
import type { DecisionRow, HubDatabase, HubTransaction } from './hub-tables'
import { listAccountsOf, personOf } from './person-repository'

export type DecisionTable = 'reveal_decisions' | 'lookup_decisions'

export const findDecision = (db: HubDatabase, table: DecisionTable, requestId: string): Promise<DecisionRow | undefined> =>
  db.selectFrom(table).selectAll().where('request_id', '=', requestId).executeTakeFirst()

/** What becomes of an *allow* when the person's own count is looked at: itself, or *capped*. */
export type DecisionLimit = (trx: HubTransaction, decision: DecisionRow, accounts: ReadonlySet<string>) => Promise<DecisionRow>

/** An *allow* beyond `perHour` in the hour before is capped. */
export const perHour = (table: DecisionTable, most: number): DecisionLimit => async (trx, decision, accounts) => {
  const { count } = await trx
    .selectFrom(table).select((e) => e.fn.countAll<number>().as('count')).where('officer_id', 'in', [...accounts]).where('outcome', '=', 'allow')
    .where('decided_at', '>', new Date(decision.decided_at.getTime() - HOUR_MS)).executeTakeFirstOrThrow()
  return count >= most ? capped(decision) : decision
}

/** What was not allowed under these accounts since then: refused, held back or capped. */
export async function countNotAllowed(db: HubDatabase, table: DecisionTable, accounts: ReadonlySet<string>, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom(table).select((e) => e.fn.countAll<number>().as('count')).where('officer_id', 'in', [...accounts]).where('outcome', '<>', 'allow').where('decided_at', '>', since)
    .executeTakeFirstOrThrow()
  return count
}

export const capped = (decision: DecisionRow, why: Partial<Pick<DecisionRow, 'rule' | 'words'>> = {}): DecisionRow => ({ ...decision, ...why, outcome: 'capped', granted: null, open_by: null })

/** Allowed reveals under these accounts in the hour and the day before, emergency access apart. */
export async function countRevealUse(trx: HubDatabase, accounts: ReadonlySet<string>, now: Date): Promise<BudgetUse> {
  const { rows } = await sql<{ in_hour: number; in_day: number }>`
    select count(*) filter (where decided_at > ${new Date(now.getTime() - HOUR_MS)}) as in_hour, count(*) as in_day
    from reveal_decisions d
    where officer_id = any(${[...accounts]}::text[]) and outcome = 'allow' and decided_at > ${new Date(now.getTime() - DAY_MS)}
      and not exists (select 1 from emergency_uses e where e.request_id = d.request_id)`.execute(trx)
  return { inHour: rows[0]?.in_hour ?? 0, inDay: rows[0]?.in_day ?? 0 }
}

/**
 * Keeps a decision, once: asked again, the first stands. `limit` may cap an *allow*; one person's decisions wait for each other, under whichever account, so that
 * many at once do not slip under it together. (Reveals: kept-reveal-repository.ts.)
 */
export async function recordDecision(db: HubDatabase, table: DecisionTable, decision: DecisionRow, limit: DecisionLimit): Promise<DecisionRow> {
  return db.transaction().execute(async (trx) => {
    const accounts = await listAccountsOf(trx, decision.officer_id)
    await sql`select pg_advisory_xact_lock(hashtextextended(${personOf(accounts)}, 4761060))`.execute(trx)
    const before = await findDecision(trx, table, decision.request_id)
    if (before !== undefined) return before
    const row = decision.outcome === 'allow' ? await limit(trx, decision, accounts) : decision
    await trx.insertInto(table).values(row).execute()
    return row
  })
}
