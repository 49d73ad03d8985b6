import { randomUUID } from 'node:crypto'
import type { HubTables } from '../hub/repositories/hub-tables'
import { insertDeputyship, insertShift, londonMidnights } from '../hub/repositories/stand-in-repository'
import { londonDay } from '../../shared/model/london-day'
import type { DutyCover } from '../../shared/model/stand-in'
import { openDatabase } from '../plugins/postgres'
import type { COLLEAGUES } from './colleagues'
import { PERSONAS } from './personas'

type ColleagueId = (typeof COLLEAGUES)[number]['officerId']

const DAY_MS = 86_400_000
const mondayOf = (day: string, weeks: number): string => {
  const at = Date.parse(day)
  return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS + weeks * 7 * DAY_MS).toISOString().slice(0, 10)
}

/** A deputy for the supervisor and a rota for two weeks, under the database's own guards; once. Answers how many entries there are. */
export async function seedStandIns(hubUrl: string, clock: { now(): number }): Promise<number> {
  const { db, close } = openDatabase<HubTables>({ url: hubUrl, maxConnections: 1 })
  try {
    return await db.transaction().execute(async (trx) => {
      const known = await trx.selectFrom('officers').select('officer_id').execute()
      if (!known.some(({ officer_id: id }) => id === 'leila.haddad') || (await isSeeded(trx))) return 0
      const [now, today, by] = [new Date(clock.now()), londonDay(clock.now()), PERSONAS.supervisor]
      const from = randomUUID()
      const deputy: ColleagueId = 'leila.haddad'
      const { ends } = await londonMidnights(trx, today, 14)
      await insertDeputyship(trx, { deputyshipId: randomUUID(), supervisorId: by.officerId, deputyId: deputy, team: by.team, district: by.district, starts: now, ends, from, at: now })
      const rota: readonly (readonly [ColleagueId, DutyCover, number])[] = [['joanna.kowal', 'desk', 0], ['callum.reid', 'approver', 0], ['nadia.rahman', 'desk', 1], ['callum.reid', 'approver', 1]]
      for (const [officerId, cover, weeks] of rota) {
        const week = await londonMidnights(trx, mondayOf(today, weeks), 7)
        await insertShift(trx, { shiftId: randomUUID(), officerId, cover, district: by.district, ...week, by: by.officerId, from, at: now })
      }
      return 1 + rota.length
    })
  } finally {
    await close()
  }
}

const isSeeded = async (trx: Parameters<typeof insertDeputyship>[0]): Promise<boolean> => (await trx.selectFrom('deputyships').select('deputyship_id').limit(1).execute()).length > 0
