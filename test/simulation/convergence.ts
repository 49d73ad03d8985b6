import type { HouseholdRecord } from '../../shared/model/household'
import { recordAsModelled, type ModelOfficer } from '../integration/hub/push-model'
import type { SimulatedHub } from './simulated-hub'
import type { SimulatedLaptop } from './simulated-laptop'
import { expectThat } from './simulation-failure'

/** Whose households a laptop holds, written from the words of scope.ts and not from its SQL. Everything is in one district. */
const isInScope = (record: HouseholdRecord, { officerId, team }: ModelOfficer): boolean =>
  record.risk.band === 'high' || record.risk.band === 'severe' || record.allocatedTeam === team || record.allocatedOfficer === officerId || record.nextActionOwner === officerId ||
  (record.referral?.state === 'pending' && record.referral.to.team === team)

const cachedOf = ({ databases }: SimulatedLaptop): Map<string, string> =>
  new Map(databases.cache.all('SELECT household_id, document FROM households').map((row) => [String(row['household_id']), String(row['document'])]))

const versionOf = (document: string): number => (JSON.parse(document) as { version: number }).version

/** Has everybody heard of everything? Cheap, and asked again and again. */
export async function isConverged(hub: SimulatedHub, laptops: readonly SimulatedLaptop[]): Promise<boolean> {
  if (laptops.some(({ session }) => session.outbox.counts().waiting > 0 || session.epoch() !== hub.epoch)) return false
  const records = await hub.documents()
  return laptops.every((laptop) => {
    const cached = cachedOf(laptop)
    const wanted = records.filter((record) => isInScope(record, hub.model.officer(laptop.laptop.officerId)))
    return wanted.length === cached.size && wanted.every(({ householdId, version }) => versionOf(cached.get(householdId) ?? '{}') === version)
  })
}

/** Everything that must be so when all is quiet again. Throws what is not. */
export async function checkConvergence(hub: SimulatedHub, laptops: readonly SimulatedLaptop[]): Promise<void> {
  const records = await hub.documents()
  for (const laptop of laptops) checkOutbox(hub, laptop)
  await checkEffects(hub, laptops)
  for (const model of hub.model.households) {
    const record = records.find(({ householdId }) => householdId === model.householdId)
    const [there, wanted] = [JSON.stringify(record === undefined ? null : recordAsModelled(record)), JSON.stringify(model.record())]
    expectThat(there === wanted, () => `the hub has ${there}, the model ${wanted}`)
  }
  for (const laptop of laptops) checkCache(hub, laptop, records)
  await hub.verifyLedger()
}

function checkOutbox({ model }: SimulatedHub, laptop: SimulatedLaptop): void {
  const { index, session } = laptop
  laptop.checkKept()
  expectThat(session.outbox.counts().waiting === 0, () => `laptop ${index} has ${session.outbox.counts().waiting} things waiting that nobody takes`)
  for (const { operationId, kind, state, code } of session.outbox.unsent()) {
    const refusals = [...(model.refusals.get(operationId) ?? [])]
    expectThat(state === 'needs-attention' && refusals.includes(code), () => `laptop ${index} shows ${kind} as ${state} ${code}; the model refused it with ${refusals.join() || 'nothing'}`)
  }
}

/** What laptops believe to be safe is at the hub, once; and nothing is there that the model has not. */
async function checkEffects(hub: SimulatedHub, laptops: readonly SimulatedLaptop[]): Promise<void> {
  const effects = await hub.effects()
  for (const [id, times] of effects) expectThat(times === 1, () => `${id} took effect ${times} times`)
  const applied = new Set(hub.model.applications())
  expectThat(effects.size === applied.size && [...effects.keys()].every((id) => applied.has(id)), () => `${effects.size} operations took effect, ${applied.size} in the model`)
  for (const { index, databases } of laptops)
    for (const row of databases.kept.all("SELECT operation_id, kind FROM operations WHERE state = 'acknowledged'"))
      expectThat(effects.has(String(row['operation_id'])), () => `laptop ${index} believes that its ${String(row['kind'])} is safe, and the hub has it not`)
}

function checkCache(hub: SimulatedHub, laptop: SimulatedLaptop, records: readonly HouseholdRecord[]): void {
  const { index, session, databases } = laptop
  const cached = cachedOf(laptop)
  const wanted = records.filter((record) => isInScope(record, hub.model.officer(laptop.laptop.officerId)))
  expectThat(session.epoch() === hub.epoch, () => `laptop ${index} is in another epoch`)
  const place = databases.cache.get('SELECT epoch, cursor, is_streaming FROM places')
  expectThat(place?.['epoch'] === hub.epoch && String(place['cursor']).startsWith(`${hub.epoch}.`) && place['is_streaming'] === 0, () => `laptop ${index} is at a place of another epoch, or not at the end of its first sync`)
  for (const record of wanted) {
    const held = session.households.find(record.householdId)
    expectThat(JSON.stringify(held) === JSON.stringify(record), () => `laptop ${index} has version ${held?.version} of a household that is at version ${record.version}${held?.version === record.version ? ', with other words' : ''}`)
  }
  expectThat(cached.size === wanted.length, () => `laptop ${index} holds ${cached.size} households; ${wanted.length} are in its scope`)
}
