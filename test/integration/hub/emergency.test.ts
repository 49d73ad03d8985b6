import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { reviewApi } from '../../../shared/api/review-api'
import type { RelatedRevealRequest } from '../../../shared/model/reveal'
import { EMERGENCY_PURPOSES } from '../../../shared/purposes/emergency-purposes'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { shippedEmergencyRules } from '../../../service/hub/policy/review-rules'
import { requestReveal } from '../../../service/hub/domain/request-reveal'
import { REVEAL_CHECKS } from '../../../service/hub/domain/checks/reveal-checks'
import { ApprovalsWorld, type RevealBody } from './approvals-world'

let world: ApprovalsWorld
beforeAll(async () => { world = await ApprovalsWorld.start() })
afterAll(() => world.hub.stop())

const REASON = 'A neighbour rang: shouting and a child crying behind the door'
const entries = async (): Promise<number> => Number((await world.hub.sql('select count(*) as n from ledger_entries'))[0]?.['n'])
const callerOf = (officerId: string) => {
  const { deviceId, signingKey } = world.device(officerId)
  return { officerId, deviceId, signingKey }
}

/** A reveal of the protected household by emergency access. */
const body = (wish: Readonly<{ of?: 'plain' | 'guarded'; purpose?: string; reason?: string; officerId?: string; emergency?: boolean }> = {}): RevealBody => {
  const facts = wish.of === 'plain' ? world.plain : world.guarded
  return world.device(wish.officerId ?? 'amara.okafor').revealBody({
    epoch: world.hub.epoch, purpose: world.hub.purpose(wish.purpose ?? 'safeguarding-adult'), householdId: facts.householdId, persons: [facts.members[0]!.personId], fieldGroups: ['address', 'identity'],
    reason: wish.reason ?? REASON, emergency: wish.emergency ?? true, authority: wish.purpose === 'court-or-law-enforcement' ? { power: 'Data Protection Act 2018 Sch. 2 para. 2', authoriser: 'A police inspector' } : null,
  })
}
const uses = async (officerId: string) => Number((await world.hub.sql('select count(*) as n from emergency_uses where officer_id = $1', [officerId]))[0]?.['n'])

describe('emergency access', () => {
  test('opens a protected record at once, signed as an emergency in the entry, and leaves a review that whoever did it cannot close', async () => {
    const asked = body()
    const before = await entries()
    const { json } = await world.reveal(asked)
    expect(json['outcome']).toBe('allow')
    expect(await entries()).toBe(before + 1)
    const [entry] = await world.hub.sql('select leaf from ledger_entries where entry_index = $1', [before])
    expect(JSON.parse(String(entry?.['leaf']))).toMatchObject({ payload: { v: 3, emergency: true } })
    const [task] = await world.hub.sql('select causes, factors, officer_id from review_tasks where request_id = $1', [asked.signed.payload.requestId])
    expect(task).toMatchObject({ causes: ['emergency'], officer_id: 'amara.okafor' })
    expect(task?.['factors']).toEqual(expect.arrayContaining(['emergency', 'protected']))
    const own = reviewApi.ownReviews.response.parse((await world.hub.asDevice(world.device('amara.okafor'), reviewApi.ownReviews, {})).json)
    expect(own.reviews[0]).toEqual({ requestId: asked.signed.payload.requestId, isEmergency: true, outcome: null })
    expect(own.emergency).toEqual({ used: 1, quota: 3, withinHours: 24 })
    // No approval was asked for, and asking the same again is the same answer and no second use.
    expect(await world.hub.sql('select 1 from access_requests where request_id = $1', [asked.signed.payload.requestId])).toEqual([])
    expect((await world.reveal(asked)).json['grant']).toBe(json['grant'])
    expect(await uses('amara.okafor')).toBe(1)
  })

  test.each([
    ['for another purpose', () => body({ purpose: 'homelessness-prevention' }), 'emergency-purpose'],
    ['for a request of a court or the police', () => body({ of: 'plain', purpose: 'court-or-law-enforcement' }), 'emergency-purpose'],
    ['where no approval is needed', () => body({ of: 'plain' }), 'emergency-not-needed'],
    ['by a role without casework', () => body({ officerId: 'helen.marsh' }), 'role-without-casework'],
  ] as const)('is forbidden %s: entered, refused with the rule, no use counted', async (_, make, rule) => {
    const asked = make()
    const by = asked.openings.officer.value
    const [before, used] = [await entries(), await uses(by)]
    expect((await world.reveal(asked, by)).json).toMatchObject({ code: 'REVEAL_FORBIDDEN', detail: { rule } })
    expect(await entries()).toBe(before + 1)
    expect(await uses(by)).toBe(used)
  })

  test('a reason is asked for as for any reveal; an approval and an emergency do not go together', async () => {
    expect((await world.reveal(body({ reason: 'asap' }))).json['code']).toMatch(/^REVEAL_REASON_/)
    const asked = body()
    const both = { ...asked, signed: world.device('amara.okafor').sign({ ...(asked.signed.payload as RelatedRevealRequest), approval: { requestId: randomUUID(), decisions: ['0'.repeat(64)] } }) }
    expect((await world.reveal(both)).json['code']).toBe('REQUEST_INVALID')
    const without = REVEAL_CHECKS.filter(({ name }) => name !== 'emergency-alone')
    await expect(requestReveal(world.hub.hub.services, callerOf('amara.okafor'), hubApi.requestReveal.request.parse(both), without)).rejects.toMatchObject({ code: 'APPROVAL_NOT_GIVEN' })
  })

  test('the quota holds, also for many at once; then the way is the duty desk, and approval still works', async () => {
    const { quota } = shippedEmergencyRules()
    const answers = await Promise.all(Array.from({ length: quota + 4 }, () => world.reveal(body({ officerId: 'lena.fox' }), 'lena.fox')))
    expect(answers.filter(({ json }) => json['outcome'] === 'allow')).toHaveLength(quota)
    expect(new Set(answers.flatMap(({ json }) => (json['outcome'] === 'allow' ? [] : [json['code']])))).toEqual(new Set(['EMERGENCY_QUOTA_USED']))
    expect(await uses('lena.fox')).toBe(quota)
    const refused = await world.reveal(body({ officerId: 'lena.fox' }), 'lena.fox')
    expect(refused.json).toMatchObject({ code: 'EMERGENCY_QUOTA_USED', detail: { rule: 'emergency-quota-used' } })
    expect(String((refused.json['detail'] as Record<string, unknown>)['words'])).toContain('duty desk')
    expect((await world.reveal(body({ officerId: 'lena.fox', emergency: false }), 'lena.fox')).json['outcome']).toBe('needs-approval')
    // A day later there is room again.
    await world.hub.sql(`update emergency_uses set used_at = used_at - interval '25 hours' where officer_id = 'lena.fox'`)
    expect((await world.reveal(body({ officerId: 'lena.fox' }), 'lena.fox')).json['outcome']).toBe('allow')
  })

  test('the quota is a person’s: a second account adds nothing to it, also at the same moment', async () => {
    const { quota } = shippedEmergencyRules()
    const accounts = ['quota.first', 'quota.second']
    for (const account of accounts) {
      await world.hub.sql(`insert into officers values ($1, 'Q Uota', 'officer', 'income-and-debt', 'canterbury')`, [account])
      ;(world.devices as Map<string, unknown>).set(account, await world.hub.enrol(account))
    }
    await world.hub.sql(`insert into officer_persons select unnest($1::text[]), $2, 'dev.patel', now()`, [accounts, 'a'.repeat(32)])
    const answers = await Promise.all(Array.from({ length: 2 * quota }, (_, n) => accounts[n % 2]!).map((officerId) => world.reveal(body({ officerId }), officerId)))
    expect(answers.filter(({ json }) => json['outcome'] === 'allow')).toHaveLength(quota)
    expect((await uses(accounts[0]!)) + (await uses(accounts[1]!))).toBe(quota)
  })

  test('a use or a review that cannot be kept keeps the grant from being made', async () => {
    for (const table of ['emergency_uses', 'review_tasks']) {
      const asked = body({ officerId: 'tom.brennan' })
      await world.hub.sql(`alter table ${table} add constraint full_up check (request_id <> '${asked.signed.payload.requestId}')`)
      expect((await world.reveal(asked, 'tom.brennan')).status).toBe(500)
      for (const kept of ['reveal_decisions', 'emergency_uses', 'review_tasks']) expect(await world.hub.sql(`select 1 from ${kept} where request_id = $1`, [asked.signed.payload.requestId])).toEqual([])
      await world.hub.sql(`alter table ${table} drop constraint full_up`)
    }
  })

  test('the rules are what stands in the way: without each one its attack passes', () => {
    const engineWithout = (id: string) => {
      const { schema, policies } = shippedPolicies()
      const start = policies.indexOf(`@id("${id}")`)
      return createPolicyEngine({ schema, policies: policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1) })
    }
    const officer = { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' } as const
    const decide = (engine: ReturnType<typeof createPolicyEngine>, purpose: string, isProtected: boolean, used = 0) =>
      engine.decideEmergency(officer, { householdId: world.guarded.householdId, district: 'canterbury', isProtected }, world.hub.purpose(purpose), ['identity'], { used, quota: 3 }).outcome
    const shipped = createPolicyEngine()
    expect(decide(shipped, 'safeguarding-adult', true)).toBe('allow')
    for (const [id, purpose, isProtected, used] of [['emergency-purpose', 'own-contact', true, 0], ['emergency-not-needed', 'safeguarding-adult', false, 0], ['emergency-quota-used', 'safeguarding-adult', true, 3]] as const) {
      expect([id, decide(shipped, purpose, isProtected, used)]).toEqual([id, 'forbid'])
      expect([id, decide(engineWithout(id), purpose, isProtected, used)]).toEqual([id, 'allow'])
    }
    // The window's list and the policy's are the same.
    for (const { code, roles, fieldGroups } of world.hub.hub.services.purposes.set.purposes) {
      if (!roles.includes('officer') || !fieldGroups.includes('identity')) continue
      expect([code, decide(shipped, code, true)]).toEqual([code, EMERGENCY_PURPOSES.includes(code) ? 'allow' : 'forbid'])
    }
  })
})
