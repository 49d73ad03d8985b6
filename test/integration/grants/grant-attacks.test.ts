import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Purpose } from '../../../shared/purposes/purpose'
import { createRandom } from '../../../service/demo/synthetic/random'
import { run } from '../../support/postgres'
import { FIELDS, nextAttack, sentAndRemembered, type Attack, type Loot } from './grant-attacks'
import { GrantWorld, type Answer, type Genuine, type Laptop } from './grant-world'

// A tenth in a normal run; `npm run attack-grants -- --attacks 1000 --seed 1` makes them all.
const ATTACKS = Number(process.env['CASEMENT_ATTACKS'] ?? 100)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const IN_ROUND = 50

let world: GrantWorld
let laptops: [Laptop, Laptop, Laptop]

beforeAll(async () => {
  world = await GrantWorld.start()
  laptops = [await world.enrol('amara.okafor'), await world.enrol('amara.okafor'), await world.enrol('priya.nair')]
})
afterAll(() => world.stop())

/** Purposes that open without approval, for whoever is enrolled here. */
const purposes = (): [Purpose, Purpose] => {
  const plain = world.hub.services.purposes.set.purposes.filter(({ approval, roles, fieldGroups, forFind }) =>
    approval === 'none' && forFind && roles.includes('officer') && roles.includes('supervisor') && ['address', 'contact', 'identity'].every((group) => fieldGroups.includes(group as never)))
  const [first, second] = plain
  if (first === undefined || second === undefined) throw new Error('two plain purposes are needed')
  return [first, second]
}

/** Genuine calls that differ in laptop, officer, person, group, purpose, window key and id; at the vault each is answered first. */
async function freshLoot(): Promise<Loot> {
  await run(world.databases.vault.adminUrl, 'truncate releases, lookups') // a round has an hour's worth of its own
  await run(world.databases.hub.adminUrl, 'truncate reveal_decisions, lookup_decisions cascade')
  const [one, two] = purposes()
  const [first, second, third] = world.minted as [GrantWorld['minted'][number], GrantWorld['minted'][number], GrantWorld['minted'][number]]
  const wishes = [
    { laptop: laptops[0], purpose: one, household: first, fieldGroups: ['identity'] }, { laptop: laptops[0], purpose: two, household: second, fieldGroups: ['contact', 'identity'] },
    { laptop: laptops[1], purpose: one, household: third, fieldGroups: ['address'] }, { laptop: laptops[2], purpose: two, household: first, fieldGroups: ['identity'] },
  ] as const
  const answeredOnce: Genuine[] = []
  for (const wish of wishes) answeredOnce.push(await world.granted({ ...wish, fieldGroups: [...wish.fieldGroups] }))
  for (const [index, laptop] of laptops.entries()) {
    answeredOnce.push(await world.grantedLookup(laptop, one, { niNumber: `QQ12120${index + 1}A`, phone: `07700 90091${index + 1}` }))
  }
  const newReveal = async (wish: (typeof wishes)[number]) => (await world.wantReveal({ ...wish, fieldGroups: [...wish.fieldGroups] })).wanted as unknown as Genuine
  answeredOnce.push(await newReveal(wishes[0]))
  const calls = answeredOnce.filter(({ to }) => to === 'vault')
  for (const wish of wishes) calls.push(await newReveal(wish))
  return { calls: calls as [Genuine, ...Genuine[]], answered: answeredOnce as [Genuine, ...Genuine[]], laptops, ownKey: generateKeyPairSync('ed25519') }
}

/** As a laptop does when others were faster: once more with the proof from the size that the vault names. */
async function answered(body: Genuine['body'], send: (body: Genuine['body']) => Promise<Answer>): Promise<Answer> {
  const answer = await send(body)
  if (answer.json['code'] !== 'VAULT_PROOF_NEEDED') return answer
  world.vaultKnownSize = (answer.json['detail'] as { knownSize: number }).knownSize
  const evidence = body['evidence'] as { receipt: { treeSize: number } }
  const vaultConsistencyProof = world.hub.services.ledger.consistency(world.vaultKnownSize, evidence.receipt.treeSize)
  return send({ ...body, evidence: { ...evidence, vaultKnownSize: world.vaultKnownSize, vaultConsistencyProof } })
}

const isAnswered = ({ status, json }: Answer): boolean => status === 200 && (json['sealed'] !== undefined || json['grant'] !== undefined || json['result'] !== undefined)
const control = (call: Genuine) => answered(call.body, (body) => world.send(sentAndRemembered(call, body)))
async function attempt(attack: Attack): Promise<Answer> {
  world.ahead.ms = attack.skew
  const answer = await answered(attack.body, (body) => world.send(attack.send(body)))
  world.ahead.ms = 0
  return answer
}

const codeOf = ({ status, json: { code } }: Answer): string => (typeof code === 'string' ? code : String(status))
const count = (counts: Map<string, number>, key: string): unknown => counts.set(key, (counts.get(key) ?? 0) + 1)

test(`of ${ATTACKS} replays and swaps none is answered, and the calls that they were made of all are`, async () => {
  const random = createRandom(SEED, 'grant attacks')
  const [fields, codes] = [new Map<string, number>(), new Map<string, number>()]
  const wrong: string[] = []
  let controls = 0
  const answer = async (call: Genuine, when: string): Promise<void> => {
    const { status, json } = await control(call)
    expect(isAnswered({ status, json }), `${call.endpoint.path} ${when}: ${JSON.stringify(json)}`).toBe(true)
    controls += 1
  }
  for (let done = 0; done < ATTACKS; ) {
    const loot = await freshLoot()
    for (const call of loot.answered) await answer(call, 'before')
    for (let n = 0; n < IN_ROUND && done < ATTACKS; n += 1, done += 1) {
      const attack = nextAttack(random, loot)
      const got = await attempt(attack)
      for (const field of attack.fields) count(fields, field)
      count(codes, codeOf(got))
      if (isAnswered(got) || got.status < 400) wrong.push(`attack ${done} on ${attack.to}: ${attack.fields.join(', ')}`)
    }
    for (const call of loot.calls) await answer(call, 'after')
  }
  console.log(`grants: ${ATTACKS} replays and swaps (seed ${SEED}), ${wrong.length} answered; ${controls} untouched calls, all answered; fields ${words(fields)}; refused by ${words(codes)}`)
  expect(wrong).toEqual([])
  expect([...fields.keys()].toSorted()).toEqual([...FIELDS].toSorted())
  // They are refused for what they are, not because something broke.
  expect([...codes.keys()].filter((code) => ['INTERNAL', '500', 'VAULT_PROOF_NEEDED', 'REVEAL_CAP_REACHED', 'REVEAL_SIGN_IN_NEEDED', 'FIND_CAP_REACHED'].includes(code))).toEqual([])
}, 60_000 + ATTACKS * 500)

test('a vault without its checks answers many of the very same: they are what refuses', async () => {
  await world.restartVault({ releaseChecks: { call: [], decision: [] }, lookupChecks: { call: [], decision: [] } })
  const random = createRandom(SEED, 'grant attacks')
  const loot = await freshLoot()
  let got = 0
  for (const call of loot.answered) await control(call)
  for (let n = 0; n < IN_ROUND; n += 1) if (isAnswered(await attempt(nextAttack(random, loot)))) got += 1
  await world.restartVault()
  expect(got).toBeGreaterThan(IN_ROUND / 5)
})

test('a grant of a laptop that was revoked meanwhile opens nothing at its next contact, at the vault and at the hub', async () => {
  const lost = await world.enrol('amara.okafor')
  const [purpose] = purposes()
  const [household] = world.minted as [GrantWorld['minted'][number]]
  const wish = { laptop: lost, purpose, household, fieldGroups: ['identity' as const] }
  const call = await world.granted(wish)
  const { wanted } = await world.wantReveal(wish)
  const revoke = (to: 'hub' | 'vault', at: string | null) => run(world.databases[to].adminUrl, 'update devices set revoked_at = $2 where device_id = $1', [lost.device.deviceId, at])
  for (const to of ['hub', 'vault'] as const) await revoke(to, new Date().toISOString())
  for (const asked of [call, wanted as unknown as Genuine]) expect((await control(asked)).json).toMatchObject({ code: 'ACCESS_DEVICE_REVOKED' })
  for (const to of ['hub', 'vault'] as const) await revoke(to, null)
  for (const asked of [call, wanted as unknown as Genuine]) expect(isAnswered(await control(asked)), 'good but for the revocation').toBe(true)
})

const words = (counts: ReadonlyMap<string, number>): string => [...counts].toSorted(([, a], [, b]) => b - a).map(([key, n]) => `${key} ${n}`).join(', ')
