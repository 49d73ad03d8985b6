import { randomUUID } from 'node:crypto'
import { CaseloadOperationSchema, type CaseloadOperation } from '../../shared/model/caseload-operation'
import type { Officer } from '../../shared/model/officer'
import { applyCaseload } from '../hub/domain/apply-caseload'
import { createPolicyEngine } from '../hub/policy/policy-engine'
import type { HubTables } from '../hub/repositories/hub-tables'
import { openDatabase } from '../plugins/postgres'
import { COLLEAGUES } from './colleagues'
import { PERSONAS } from './personas'

type Wish<Kind extends CaseloadOperation['kind']> = Omit<Extract<CaseloadOperation, { kind: Kind }>, 'v' | 'type' | 'operationId' | 'deviceId' | 'at' | 'householdId' | 'baseVersion' | 'kind'>

const DAY_MS = 86_400_000

/**
 * A caseload for each persona who does casework, some of it due today, one household newly handed over, and referrals that wait both ways.
 * By the hub's own rules and policy, as if laptops had sent it; once: where anything is allocated, nothing is done. Answers the number of acts.
 */
export async function seedCaseload(hubUrl: string, clock: { now(): number }): Promise<number> {
  const { db, close } = openDatabase<HubTables>({ url: hubUrl, maxConnections: 2 })
  try {
    if ((await db.selectFrom('allocations').select('household_id').limit(1).execute()).length > 0) return 0
    const policy = createPolicyEngine()
    let acts = 0
    const act = async <Kind extends CaseloadOperation['kind']>(by: Officer, householdId: string, kind: Kind, daysAgo: number, wish: Wish<Kind>): Promise<string> => {
      const operationId = randomUUID()
      const payload = CaseloadOperationSchema.parse({
        v: 1, type: 'operation', operationId, deviceId: randomUUID(), at: new Date(clock.now() - daysAgo * DAY_MS).toISOString(), householdId, baseVersion: 1, kind, ...wish,
      })
      const { status, code } = await applyCaseload({ db, clock, policy }, by, { payload, deviceId: payload.deviceId, signature: '' })
      if (status === 'refused') throw new Error(`the demonstration's caseload was refused: ${code ?? ''}`)
      acts += 1
      return operationId
    }
    const listOf = async ({ team, district }: Pick<Officer, 'team' | 'district'>): Promise<string[]> =>
      (await db.selectFrom('households').select(['household_id', 'document']).where('allocated_team', '=', team).where('district', '=', district)
        .orderBy('priority').orderBy('reference').limit(60).execute()).flatMap((row) => ((JSON.parse(row.document) as { isProtected: boolean }).isProtected ? [] : [row.household_id]))
    const dueIn = (days: number): string => new Date(clock.now() + days * DAY_MS).toISOString().slice(0, 10)
    const colleague = (officerId: (typeof COLLEAGUES)[number]['officerId']): Officer => {
      const found = COLLEAGUES.find((officer) => officer.officerId === officerId)
      if (found === undefined) throw new Error('no such colleague')
      return found
    }
    const { officer, outreach, supervisor } = PERSONAS
    const [leila, owen, grace, nadia] = [colleague('leila.haddad'), colleague('owen.pritchard'), colleague('grace.adeyemi'), colleague('nadia.rahman')]

    const own = await listOf(officer)
    for (const [i, id] of own.slice(0, 9).entries()) {
      await act(officer, id, 'claim', 12 - i, {})
      if (i % 3 === 0) await act(officer, id, 'next-action', 6, { nextAction: { kind: i === 0 ? 'call-back' : i === 3 ? 'check-payment' : 'benefit-check', dueOn: dueIn(i === 0 ? -2 : i === 3 ? 0 : 5) }, baseAction: null })
    }
    for (const id of own.slice(9, 13)) await act(leila, id, 'claim', 9, {})
    for (const id of own.slice(13, 16)) await act(owen, id, 'claim', 7, {})
    for (const id of own.slice(16, 17)) {
      await act(leila, id, 'claim', 8, {})
      await act(leila, id, 'hand-over', 0.1, { toOfficer: officer.officerId, note: 'leave' })
    }
    for (const id of own.slice(17, 18)) await act(supervisor, id, 'allocate', 0.2, { toOfficer: officer.officerId, baseOfficer: null, note: 'workload' })
    for (const id of own.slice(18, 19)) await act(officer, id, 'refer', 1, { toTeam: 'welfare-rights', toDistrict: 'canterbury', reason: 'benefit-help' })
    for (const id of own.slice(19, 20)) await act(leila, id, 'refer', 0.4, { toTeam: 'outreach', toDistrict: 'canterbury', reason: 'home-visit' })
    for (const id of own.slice(20, 21)) {
      const referralId = await act(officer, id, 'refer', 5, { toTeam: 'welfare-rights', toDistrict: 'canterbury', reason: 'specialist-help' })
      await act(nadia, id, 'decline-referral', 3, { referralId, reason: 'no-capacity' })
    }
    const options = await listOf(grace)
    for (const id of options.slice(0, 3)) await act(grace, id, 'claim', 10, {})
    for (const [i, id] of options.slice(3, 5).entries()) await act(grace, id, 'refer', 1 + i, { toTeam: officer.team, toDistrict: officer.district, reason: i === 0 ? 'debt-advice' : 'benefit-help' })
    for (const [i, id] of (await listOf(outreach)).slice(0, 6).entries()) {
      await act(outreach, id, 'claim', 8 - i, {})
      if (i < 3) await act(outreach, id, 'next-action', 4, { nextAction: { kind: 'visit', dueOn: dueIn(i) }, baseAction: null })
    }
    return acts
  } finally {
    await close()
  }
}
