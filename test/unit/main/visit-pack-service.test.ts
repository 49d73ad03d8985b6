import { expect, it } from 'vitest'
import type { Session } from '../../../main/domain/session'
import { VisitPackService, type VisitPackParts } from '../../../main/domain/visit-pack-service'

/** A pack of two visits, two permits each; sealing takes a while. */
function packing() {
  const permits: { grant: { householdId: string }; part: string }[] = []
  const items = ['a', 'b'].map((householdId) => ({ householdId, standing: 'ready', persons: [], reason: 'To agree the plan' }))
  const list = { requestId: 'pack', pack: null, outing: {}, purpose: { code: 'home-visit', wordingHash: '' }, approved: { fieldGroups: ['address', 'contact'], decisions: [] }, items }
  const session = {
    hub: { ownLists: async () => ({ lists: [list] }), ownPermits: async () => ({ permits: [] }) }, contactLists: { noteAsked: () => 1, saveAll: () => undefined, find: () => list }, lease: { renew: async () => undefined },
    sureTime: { requireTrusted: () => undefined, keep: () => undefined }, packKeys: { create: () => ({}), publicHalf: () => ({}) },
    clock: { now: () => Date.parse('2026-11-27T10:00:00.000Z'), elapsed: () => 0 }, kept: { transaction: (work: () => void) => work() },
    permits: { destroyedAt: () => null, listOf: () => permits, findKey: () => ({}), saveKey: () => undefined, add: (permit: (typeof permits)[number]) => permits.push(permit), withoutNumber: () => [], packs: () => [] },
  }
  const reveals = {
    sealListed: async ({ householdId }: { householdId: string }) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return { grant: { householdId }, sealed: '' }
    },
  }
  return { service: new VisitPackService(session as unknown as Session, { reveals } as unknown as VisitPackParts), permits }
}

it('seals each permit once, also when packing was begun again while it went on', async () => {
  const { service, permits } = packing()
  const pack = async (): Promise<void> => { for (let isDone = false; !isDone;) ({ isDone } = await service.seal({ requestId: 'pack' })) }
  await Promise.all([pack(), pack()])
  expect(permits.map(({ grant, part }) => `${grant.householdId} ${part}`)).toEqual(['a travel', 'a door', 'b travel', 'b door'])
})
