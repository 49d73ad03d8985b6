import { sql } from 'kysely'
import type { DecisionRow, HubDatabase, HubTransaction } from './hub-tables'

export type DecisionTable = 'reveal_decisions' | 'lookup_decisions'

export const findDecision = (db: HubDatabase, table: DecisionTable, requestId: string): Promise<DecisionRow | undefined> =>
  db.selectFrom(table).selectAll().where('request_id', '=', requestId).executeTakeFirst()

/** What else belongs to a decision, given the row as it is kept. */
export type AlsoKept = (trx: HubTransaction, row: DecisionRow) => Promise<void>

const HOUR_MS = 3_600_000

/**
 * Keeps a decision, once: asked again, the first stands. An *allow* beyond `perHour` in the hour before becomes *capped*; one officer's
 * decisions wait for each other, so that many at once do not slip under the cap together. `also` is kept with it or not at all.
 */
export async function recordDecision(db: HubDatabase, table: DecisionTable, decision: DecisionRow, perHour: number, also?: AlsoKept): Promise<DecisionRow> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${decision.officer_id}, 4761060))`.execute(trx)
    const before = await findDecision(trx, table, decision.request_id)
    if (before !== undefined) return before
    const { count } = await trx
      .selectFrom(table).select((e) => e.fn.countAll<number>().as('count')).where('officer_id', '=', decision.officer_id).where('outcome', '=', 'allow')
      .where('decided_at', '>', new Date(decision.decided_at.getTime() - HOUR_MS)).executeTakeFirstOrThrow()
    const row: DecisionRow = decision.outcome === 'allow' && count >= perHour ? { ...decision, outcome: 'capped', granted: null, open_by: null } : decision
    await trx.insertInto(table).values(row).execute()
    await also?.(trx, row)
    return row
  })
}
