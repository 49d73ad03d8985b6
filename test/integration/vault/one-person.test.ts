import { randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { P256PublicJwkSchema, type P256PublicJwk } from '../../../shared/model/ids'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { TestHub } from './test-hub'
import { startVaultWorld, type TestDevice, type VaultWorld } from './vault-world'

/** Amara Okafor has a second account, Priya Nair's; Grace Tembo is somebody else. */
const NUMBERS: Readonly<Record<string, string>> = { 'amara.okafor': 'KM-4711', 'priya.nair': 'KM-4711', 'grace.tembo': 'KM-4712' }

let world: VaultWorld
let hub: TestHub
let first: TestDevice
let second: TestDevice
let other: TestDevice
let known: { personId: string; householdId: string }
let windowKey: P256PublicJwk
let thumbprint: string

beforeAll(async () => {
  world = await startVaultWorld(20, [], ['priya.nair', 'grace.tembo'], { personClaim: 'employeeid', staffNumber: (officerId) => NUMBERS[officerId] ?? officerId })
  const [minted] = await world.mint([identityRow({ row: 1, recordKey: 'K-1', forenames: 'Winifred', surname: 'Knownley', dateOfBirth: '1971-04-05', postcode: 'CT1 7ZZ', phone: '07700 900711' })])
  known = { personId: minted?.personId ?? '', householdId: minted?.householdId ?? '' }
  ;[first, second, other] = [await world.enrol('officer'), await world.enrol('supervisor'), await world.enrol('other-supervisor')]
  const { publicKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const { kty, crv, x, y } = await exportJWK(publicKey)
  windowKey = P256PublicJwkSchema.parse({ kty, crv, x, y })
  thumbprint = await calculateJwkThumbprint(windowKey)
})
afterAll(() => world.stop())
beforeEach(async () => {
  await run(world.database.adminUrl, 'truncate releases, lookups, emergency_releases, circle_attempts, circle_decisions, circle_withdrawals, circle_keys, circle_declarations; delete from witnessed_checkpoints')
  hub = new TestHub(world.files)
})

const release = async (as: TestDevice, isEmergency = false): Promise<string> => {
  const wish = { persons: [known.personId], householdId: known.householdId, fieldGroups: ['identity'] as const, windowKey, thumbprint, ...(isEmergency ? { purpose: 'safeguarding-adult' } : {}) }
  const answer = await world.call(vaultApi.releaseDetails, await hub.reveal(as, wish, { request: (request) => void (request.emergency = isEmergency) }), { device: as })
  hub.vaultKnownSize = answer.body.ledgerSize ?? hub.vaultKnownSize
  return answer.problem.code ?? 'released'
}
const find = async (as: TestDevice): Promise<string> => {
  const answer = await world.call(vaultApi.lookup, await hub.lookup(as, { name: 'Winifred Knownley', phone: '07700 900711' }), { device: as })
  hub.vaultKnownSize = answer.body.ledgerSize ?? hub.vaultKnownSize
  return answer.problem.code ?? answer.body.result.outcome
}
/** So many of that kind this hour, under the second account. */
const before = (table: 'releases' | 'lookups' | 'emergency_releases', count: number): Promise<unknown> => run(world.database.adminUrl, {
  releases: `insert into releases (grant_id, request_id, epoch, entry_index, leaf_hash, officer_id, device_id, purpose_code, field_groups, person_ids, is_again, released_at)
    select gen_random_uuid(), gen_random_uuid(), 'x', n, '', 'priya.nair', gen_random_uuid(), 'x', '{}', '{}', false, now() from generate_series(1, $1::int) n`,
  lookups: `insert into lookups (lookup_id, epoch, entry_index, officer_id, device_id, purpose_code, criteria_kinds, criteria_hash, outcome, answered_at)
    select gen_random_uuid(), 'x', n, 'priya.nair', gen_random_uuid(), 'x', '{}', '', '{}', now() from generate_series(1, $1::int) n`,
  emergency_releases: `insert into emergency_releases (grant_id, request_id, officer_id, released_at)
    select gen_random_uuid(), gen_random_uuid(), 'priya.nair', now() from generate_series(1, $1::int) n`,
}[table], [count])

test('what the provider says is kept once for each account, as nothing that anybody could read', async () => {
  const rows = await run(world.database.adminUrl, 'select officer_id, person_key from account_persons order by 1')
  expect(rows.map((row) => row['officer_id'])).toEqual(['amara.okafor', 'grace.tembo', 'priya.nair'])
  const [mine, theirs, also] = rows.map((row) => String(row['person_key']))
  expect(mine).toBe(also)
  expect(mine).not.toBe(theirs)
  expect(JSON.stringify(rows)).not.toContain('KM')
})

test.each([
  ['reveals', 'releases', 200, 'REVEAL_CAP_REACHED', () => release(first)], ['look-ups', 'lookups', 60, 'FIND_CAP_REACHED', () => find(first)],
  ['emergencies', 'emergency_releases', 20, 'EMERGENCY_QUOTA_USED', () => release(first, true)],
] as const)('%s are counted for the person: what the second account had, the first has not', async (_, table, count, code, ask) => {
  await before(table, count)
  expect(await ask()).toBe(code)
  await run(world.database.adminUrl, `update ${table} set officer_id = 'grace.tembo'`)
  expect(['released', 'found']).toContain(await ask())
})

test('the own circle is the person’s: what one account declared, the vault refuses the other', async () => {
  const declarationId = randomUUID()
  await run(world.database.adminUrl, `insert into circle_declarations (declaration_id, officer_id, device_id, kind, content_hash, wrapped_key, sealed, declared_at)
    values ($1, 'amara.okafor', gen_random_uuid(), 'friend', '', '', '', now())`, [declarationId])
  await run(world.database.adminUrl, `insert into circle_keys (declaration_id, way, key_hash)
    select $1, 'name-and-birth', key_hash from match_keys where person_id = $2 and kind in ('name', 'date-of-birth')`, [declarationId, known.personId])
  expect([await release(first), await release(second), await release(other)]).toEqual(['CIRCLE_OWN', 'CIRCLE_OWN', 'released'])
  expect([await find(second), await find(other)]).toEqual(['CIRCLE_OWN', 'found'])

  // Nor does the second account agree to its withdrawal, or see it among everybody else's; by the service's own role neither.
  expect((await world.call(vaultApi.askCircleWithdrawal, { declarationId }, { device: first })).status).toBe(200)
  const decide = (as: TestDevice) => world.call(vaultApi.decideCircleWithdrawal, { declarationId, agrees: true }, { device: as })
  const kept = async (as: TestDevice) => (await world.call(vaultApi.keptCircle, {}, { device: as })).body.declarations.length
  expect([await kept(second), await kept(other)]).toEqual([0, 1])
  expect((await decide(second)).problem.code).toBe('CIRCLE_OWN_DECLARATION')
  const direct = () => run(world.database.adminUrl, `insert into circle_decisions (declaration_id, officer_id, decided_by, device_id, agrees, decided_at)
    values ($1, 'amara.okafor', 'priya.nair', gen_random_uuid(), true, now())`, [declarationId])
  await expect(direct()).rejects.toThrow('nobody withdraws alone')
  expect((await decide(other)).status).toBe(200)
})
