import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { alertWords } from '../../../shared/model/alert'
import type { RevealBudget } from '../../../shared/purposes/reveal-budget'
import { requestReveal, type RevealAnswer } from '../../../service/hub/domain/request-reveal'
import { listAlerts } from '../../../service/hub/repositories/alert-repository'
import { ApprovalsWorld } from './approvals-world'

/** `npm run reveal-budget` asks 500 times, against the budget that ships. */
const COUNT = Number(process.env['CASEMENT_REVEALS'] ?? '50')

let world: ApprovalsWorld
beforeAll(async () => { world = await ApprovalsWorld.start() })
afterAll(() => world.hub.stop())
beforeEach(() => world.hub.sql('truncate reveal_decisions, alerts, emergency_uses cascade'))

type Outcome = RevealAnswer | { readonly code: string }
const services = (budget: Partial<RevealBudget>) => {
  const { services: all } = world.hub.hub
  return { ...all, purposes: { ...all.purposes, set: { ...all.purposes.set, revealBudget: { ...all.purposes.set.revealBudget, ...budget } } } }
}
/** One reveal by an officer who signed in so many minutes ago. */
const reveal = async (budget: Partial<RevealBudget>, minutesAgo: number | null, isEmergency = false): Promise<Outcome> => {
  const device = world.device('amara.okafor')
  const facts = isEmergency ? world.guarded : world.plain
  const body = device.revealBody({
    epoch: world.hub.epoch, purpose: world.hub.purpose(isEmergency ? 'safeguarding-adult' : 'debt-advice'), householdId: facts.householdId, persons: [facts.members[0]!.personId], emergency: isEmergency,
  })
  const caller = { officerId: device.officerId, deviceId: device.deviceId, signingKey: device.signingKey, signedInAt: minutesAgo === null ? null : Date.now() - minutesAgo * 60_000 }
  return requestReveal(services(budget), caller, hubApi.requestReveal.request.parse(body)).catch((error: unknown) => ({ code: (error as { code: string }).code }))
}
const many = async (count: number, ask: () => Promise<Outcome>): Promise<Outcome[]> => {
  const answers: Outcome[] = []
  for (let n = 0; n < count; n += 1) answers.push(await ask())
  return answers
}
const allowed = (answers: readonly Outcome[]): number => answers.filter((answer) => 'outcome' in answer && answer.outcome === 'allow').length
const codes = (answers: readonly Outcome[]): string[] => [...new Set(answers.flatMap((answer) => ('code' in answer ? [answer.code] : [])))]
const alerts = () => listAlerts(world.hub.hub.services.db, 'priya.nair', { kind: 'team', team: 'income-and-debt', district: 'canterbury' }, new Date(), 50)
const budgetAlerts = async () => (await alerts()).filter(({ kind, figures }) => kind === 'volume' && figures.usual === null)

test(`of ${COUNT} reveals in an hour those within the budget are shown, the rest are not, and the supervisor is told at once`, async () => {
  const perHour = COUNT >= 500 ? 40 : 4
  const answers = await many(COUNT, () => reveal({ perHour }, 30))
  expect([allowed(answers), codes(answers)]).toEqual([perHour, ['REVEAL_SIGN_IN_NEEDED']])
  const told = await budgetAlerts()
  expect(told.map(({ figures }) => [figures.count, figures.from])).toEqual([[perHour + 1, perHour]])
  expect(alertWords('volume', told[0]!.figures)).toContain(`${perHour + 1} reveals against a budget of ${perHour}`)
  // The guard is the budget: with a larger one the very same is shown.
  expect(allowed(await many(3, () => reveal({ perHour: 1_000, perDay: 5_000 }, 30)))).toBe(3)
}, 600_000)

test('nobody is stopped in mid-call: whoever signs in again goes on, up to five times the budget, and each step is told', async () => {
  const answers = await many(11, () => reveal({ perHour: 2 }, 1))
  expect([allowed(answers), codes(answers)]).toEqual([10, ['REVEAL_CAP_REACHED']])
  expect((await budgetAlerts()).map(({ figures }) => figures.count).toSorted((a, b) => a - b)).toEqual([3, 11])
  // Switched off, as a larger multiple is.
  expect(allowed([await reveal({ perHour: 2, stopAtTimes: 20 }, 1)])).toBe(1)
})

test('from 80 per cent on the answer says how far it is, and blocks nothing', async () => {
  const notices = (await many(6, () => reveal({ perHour: 5 }, 1))).map((answer) => ('budget' in answer ? answer.budget : answer))
  expect(notices).toEqual([
    null, null, null, { state: 'near', span: 'hour', used: 4, budget: 5, stopAt: 25 }, { state: 'near', span: 'hour', used: 5, budget: 5, stopAt: 25 }, { state: 'over', span: 'hour', used: 6, budget: 5, stopAt: 25 },
  ])
})

test('a quiet hour does not renew the day', async () => {
  const budget = { perHour: 4, perDay: 6 }
  expect(allowed(await many(4, () => reveal(budget, 30)))).toBe(4)
  await world.hub.sql(`update reveal_decisions set decided_at = decided_at - interval '2 hours'`)
  const later = await many(3, () => reveal(budget, 30))
  expect([allowed(later), codes(later)]).toEqual([2, ['REVEAL_SIGN_IN_NEEDED']])
  await world.hub.sql(`update reveal_decisions set decided_at = decided_at - interval '23 hours'`)
  expect(allowed([await reveal(budget, 30)])).toBe(1)
})

test.each([['too long ago', 6], ['in the future', -3], ['never said', null]] as const)('a sign-in %s is none', async (_, minutesAgo) => {
  await many(1, () => reveal({ perHour: 1 }, null))
  expect(codes([await reveal({ perHour: 1 }, minutesAgo)])).toEqual(['REVEAL_SIGN_IN_NEEDED'])
})

test('emergency access opens beyond the end of the budget, and is not counted in it', async () => {
  const budget = { perHour: 1, stopAtTimes: 2 }
  expect(codes(await many(3, () => reveal(budget, 1)))).toEqual(['REVEAL_CAP_REACHED'])
  const emergency = await reveal(budget, null, true)
  expect(emergency).toMatchObject({ outcome: 'allow', budget: null })
  await world.hub.sql(`delete from reveal_decisions d where not exists (select 1 from emergency_uses e where e.request_id = d.request_id)`)
  expect(allowed([await reveal(budget, null)])).toBe(1)
})

test('many at once do not slip over the budget together', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => reveal({ perHour: 3 }, 30)))
  expect([allowed(answers), codes(answers)]).toEqual([3, ['REVEAL_SIGN_IN_NEEDED']])
})
