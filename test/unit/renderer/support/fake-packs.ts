import type { MyPack, PermitView } from '../../../../shared/ipc/visit-pack-contract'
import type { HouseholdRecord } from '../../../../shared/model/household'
import { makeList } from './fake-lists'

/** The visit packs that a FakeBridge knows. */
export class FakePacks {
  packs: MyPack[] = []
  isFresh = true

  answer(name: string, request: Record<string, unknown>): unknown {
    if (name === 'visitPack.list') return { packs: this.packs, asOf: new Date().toISOString(), isFresh: this.isFresh, now: new Date().toISOString(), isClockBehind: false }
    const isOf = ({ requestId, pack }: MyPack) => requestId === request['requestId'] || pack === request['requestId']
    this.packs = this.packs.map((pack) => (isOf(pack) ? { ...pack, destroyedAt: new Date().toISOString(), permits: pack.permits.map((permit) => ({ ...permit, state: permit.displays > 0 ? 'used' as const : 'destroyed' as const })) } : pack))
    return {}
  }
}

const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

/** An approved pack of these households whose outing goes on, address and door sealed for each. */
export function makePack(households: readonly HouseholdRecord[], change: Partial<MyPack> = {}): MyPack {
  const list = makeList(households, { purposeTitle: 'Home visit' })
  const permits = households.flatMap(({ householdId }, n) => (['travel', 'door'] as const).map((part, p): PermitView => ({
    revealId: `0192f000-0000-7000-8000-0000000f${String(n * 2 + p).padStart(4, '0')}`, number: n * 2 + p + 1, part, householdId, fieldGroups: part === 'travel' ? ['address'] : ['contact', 'identity'], displays: 0,
    state: 'ready', opensFrom: at(-1), until: at(6),
  })))
  return {
    ...list, items: list.items.map((item) => ({ ...item, reason: 'To agree the plan at home' })), outing: { from: at(-1), until: at(6), windowMinutes: 60 }, permits, permitsWanted: permits.length, account: [], refused: [], destroyedAt: null, ...change,
  }
}
