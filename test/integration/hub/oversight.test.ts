import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { oversightApi, TeamActivitySchema, type Act, type Evidence } from '../../../shared/api/oversight-api'
import type { Endpoint } from '../../../shared/api/define-endpoint'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { opensCommitment } from '../../../shared/ledger/commitment'
import { ROLES, type Role } from '../../../shared/model/codes'
import { OVERSIGHT_TOOLS, type Look, type TeamReveal } from '../../../shared/model/oversight'
import { leafHash, verifyInclusion } from '../../../shared/ledger/merkle-tree'
import { run } from '../../support/postgres'
import type { Answer } from './hub-harness'
import { LATELY, startOversightWorld, type OversightWorld } from './oversight-world'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

let world: OversightWorld
let home: { householdId: string; reference: string; persons: string[] }
beforeAll(async () => {
  world = await startOversightWorld()
  home = await world.household()
})
afterAll(() => world.stop())

const ask = (device: TestDevice, endpoint: Endpoint, body: unknown): Promise<Answer> => world.hub.asDevice(device, endpoint, body)
const search = async (filter: Record<string, unknown> = {}, limit = 100) => {
  const answer = await ask(world.laptops['ig-lead'], oversightApi.searchLedger, {
    officerId: null, purpose: null, period: null, outcome: null, kind: null, district: null, after: null, limit, ...filter,
  })
  return { ...answer, looks: (answer.json['looks'] ?? []) as Look[], next: answer.json['next'] as string | null }
}
const whoLooked = async (reference: string, after: string | null = null, limit = 100) => {
  const answer = await ask(world.laptops['ig-lead'], oversightApi.whoLooked, { reference, after, limit })
  return { ...answer, acts: (answer.json['acts'] ?? []) as Act[], next: answer.json['next'] as string | null }
}
const teamReveals = async (more: Record<string, unknown> = {}, as = world.laptops.supervisor) => {
  const answer = await ask(as, oversightApi.teamReveals, { period: LATELY, officerId: null, purpose: null, after: null, limit: 100, ...more })
  return { ...answer, reveals: (answer.json['reveals'] ?? []) as TeamReveal[], next: answer.json['next'] as string | null }
}
const activity = async () => TeamActivitySchema.parse((await ask(world.laptops.supervisor, oversightApi.teamActivity, { period: LATELY })).json)

const roles = Object.keys(ROLES) as Role[]
const bodies: Readonly<Record<Exclude<keyof typeof oversightApi, 'reportIntakeRun'>, () => unknown>> = {
  teamActivity: () => ({ period: LATELY }),
  teamReveals: () => ({ period: LATELY, officerId: null, purpose: null, after: null, limit: 10 }),
  whoLooked: () => ({ reference: home.reference, after: null, limit: 10 }),
  searchLedger: () => ({ officerId: null, purpose: null, period: null, outcome: null, kind: null, district: null, after: null, limit: 10 }),
  evidence: () => ({ entries: [], knownSize: 0 }),
  listToolUse: () => ({ after: null, limit: 10 }),
  listPeople: () => ({}),
  addPerson: () => ({ officerId: 'new.person', displayName: 'New Person', role: 'officer', team: 'outreach', district: 'thanet' }),
  changePerson: () => ({ officerId: 'sol.abara', role: 'officer', team: 'housing-options', district: 'canterbury', from: { role: 'officer', team: 'housing-options', district: 'canterbury' } }),
  listAdministration: () => ({ after: null, limit: 10 }),
  listDevices: () => ({ after: null, limit: 10 }),
  revokeDevice: () => ({ deviceId: '0193a000-0000-7000-8000-00000000dead' }),
  listIntakeRuns: () => ({ after: null, limit: 10 }),
}
const allowed: Readonly<Record<keyof typeof bodies, readonly Role[]>> = {
  teamActivity: ['supervisor'], teamReveals: ['supervisor'], whoLooked: ['ig-lead'], searchLedger: ['ig-lead'], evidence: ['ig-lead'], listToolUse: ['ig-lead'], listPeople: ['ig-lead', 'admin'],
  addPerson: ['admin'], changePerson: ['admin'], listAdministration: ['ig-lead', 'admin'], listDevices: ['ig-lead', 'admin'], revokeDevice: ['admin'], listIntakeRuns: ['admin'],
}
const matrix = roles.flatMap((role) => (Object.keys(bodies) as (keyof typeof bodies)[]).map((name): [Role, keyof typeof bodies] => [role, name]))

test.each(matrix)('%s asking %s is answered or refused as policy says', async (role, name) => {
  const before = await world.hub.sql('select count(*)::int as n from oversight_accesses')
  const answer = await ask(world.laptops[role], oversightApi[name], bodies[name]())
  if (allowed[name].includes(role)) {
    // The laptop of the matrix is nobody's: an administrator gets as far as not finding it.
    expect([answer.status, answer.json['code']]).toEqual(name === 'revokeDevice' ? [404, 'NOT_FOUND'] : [200, undefined])
    return
  }
  expect([answer.status, answer.json['code']]).toEqual([403, 'ACCESS_ROLE_FORBIDDEN'])
  expect(Object.keys(answer.json)).toEqual(['code', 'detail'])
  expect(await world.hub.sql('select count(*)::int as n from oversight_accesses')).toEqual(before)
})

test('a stated need is reviewed with purpose, words, outcome, displays and copies, as what the officer was then', async () => {
  const place = await world.household()
  const shown = await world.reveal(world.laptops.officer, place, { events: ['shown', 'displayed-again', 'copied', 're-masked'], reason: 'Agreeing a plan for the arrears today' })
  const hidden = await world.reveal(world.laptops.officer, place, { events: ['not-shown'] })
  const silent = await world.reveal(world.laptops.officer, place)
  const forbidden = await world.reveal(world.laptops.admin, place)
  const { acts } = await whoLooked(place.reference)
  const of = (id: string) => acts.flatMap((act) => (act.act === 'reveal' && act.look.requestId === id ? [act] : []))[0]
  expect(of(shown)?.look).toMatchObject({
    outcome: 'shown', displays: 2, copies: 1, reason: 'Agreeing a plan for the arrears today', purpose: { code: 'homelessness-prevention', version: 2 }, people: 2,
    fieldGroups: ['contact', 'identity'], reference: place.reference, actor: { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' },
  })
  expect(of(shown)?.events.map(({ event, fieldGroup }) => [event, fieldGroup])).toEqual([['shown', null], ['displayed-again', null], ['copied', 'contact'], ['re-masked', null]])
  expect(of(hidden)?.look.outcome).toBe('not-shown')
  expect(of(silent)?.look.outcome).toBe('not-reported')
  expect(of(forbidden)?.look).toMatchObject({ outcome: 'forbidden', actor: { role: 'admin' } })
  expect(of(forbidden)?.look.words).toContain('does not work on cases')

  // What somebody was then stays, when they are something else now.
  await world.hub.sql(`update officers set team = 'welfare-rights' where officer_id = 'amara.okafor'`)
  const again = (await whoLooked(place.reference)).acts.flatMap((act) => (act.act === 'reveal' && act.look.requestId === shown ? [act.look.actor.team] : []))
  expect(again).toEqual(['income-and-debt'])
  expect((await teamReveals()).reveals.some(({ requestId }) => requestId === shown)).toBe(true)
  await world.hub.sql(`update officers set team = 'income-and-debt' where officer_id = 'amara.okafor'`)
})

test('what was done before the records moved to another household is there too: whoever looked then looked at these people', async () => {
  const before = makeFacts()
  await world.hub.load([before])
  const [old, persons] = [{ ...before, persons: before.members.map(({ personId }) => personId) }, before.members.map(({ personId }) => personId)]
  const seen = await world.reveal(world.laptops.officer, old, { events: ['shown'] })
  await world.open(world.laptops.outreach, old.reference)
  const { householdId, reference } = makeFacts()
  await world.hub.load([{ ...before, householdId, reference }])
  const later = await world.reveal(world.laptops.supervisor, { householdId, persons })
  const { acts } = await whoLooked(reference)
  expect(acts.map((act) => (act.act === 'reveal' ? act.look.requestId : act.opening.actor.officerId))).toEqual([later, 'tom.brennan', seen])
  expect(acts[2]).toMatchObject({ look: { outcome: 'shown', reference: null }, events: [{ event: 'shown' }] })
  expect((await whoLooked(old.reference)).json['code']).toBe('NOT_FOUND')
})

test('openings of the masked record are there, with the look-up shortly before; a page ends where the next begins', async () => {
  const place = await world.household()
  await world.lookup(world.laptops.outreach)
  await world.open(world.laptops.outreach, place.reference)
  await world.open(world.laptops.supervisor, place.reference)
  await world.reveal(world.laptops.officer, place, { events: ['shown'] })
  const { acts } = await whoLooked(place.reference)
  expect(acts.map((act) => [act.act, act.act === 'reveal' ? act.look.actor.officerId : act.opening.actor.officerId, act.led?.kind ?? null])).toEqual([
    ['reveal', 'amara.okafor', null], ['opening', 'priya.nair', null], ['opening', 'tom.brennan', 'lookup'],
  ])
  expect(acts[2]?.led).toMatchObject({ outcome: 'answered', criteria: ['date-of-birth', 'name'], actor: { role: 'outreach' } })
  const paged: Act[] = []
  for (let after: string | null = null, n = 0; n < 9; n += 1) {
    const page: Awaited<ReturnType<typeof whoLooked>> = await whoLooked(place.reference, after, 1)
    paged.push(...page.acts)
    if (page.next === null) break
    after = page.next
  }
  expect(paged).toEqual(acts)
  expect(await whoLooked('AAA-AAA-A', null)).toMatchObject({ status: 400 })
  const [unknown] = await world.hub.sql(`select reference from households where reference = 'K7M-4QX-9'`)
  expect(unknown).toBeUndefined()
})

test('who used these tools is listed, newest first, in pages that lose nothing, and names what was asked by and never the values', async () => {
  const place = await world.household()
  await whoLooked(place.reference)
  await search({ officerId: 'sol.abara' })
  const uses = async (after: string | null, limit: number) => (await ask(world.laptops['ig-lead'], oversightApi.listToolUse, { after, limit })).json as { uses: { useId: string; tool: string }[]; next: string | null }
  const { uses: all, next } = await uses(null, 3)
  expect(all).toMatchObject([
    { tool: 'tool-use', officer: 'Helen Marsh', role: 'ig-lead', criteria: [], reference: null }, { tool: 'search-ledger', criteria: ['officerId'], reference: null },
    { tool: 'who-looked', criteria: ['reference'], reference: place.reference },
  ])
  const [first] = (await uses(next, 1)).uses
  expect(Number(first?.useId)).toBeLessThan(Number(all[2]?.useId))
  expect((await ask(world.laptops['ig-lead'], oversightApi.listToolUse, { after: 'x.1', limit: 1 })).json['code']).toBe('REQUEST_INVALID')
  expect(JSON.stringify(all)).not.toContain('sol.abara')
  // Each tool that the database takes has its words: one without would make the whole list unreadable.
  const [rule] = await world.hub.sql(`select pg_get_expr(conbin, conrelid) as rule from pg_constraint where conname = 'oversight_accesses_act_check'`)
  expect(new Set([...String(rule?.['rule']).matchAll(/'([a-z-]+)'/g)].map(([, act]) => act))).toEqual(new Set(Object.keys(OVERSIGHT_TOOLS)))
})

test('a reference that no household has is not found, and that somebody asked is kept', async () => {
  const { makeReference } = await import('../../../shared/model/reference')
  const answer = await whoLooked(makeReference([1, 2, 3, 4, 5, 6]))
  expect([answer.status, answer.json['code']]).toEqual([404, 'NOT_FOUND'])
  const [last] = await world.hub.sql('select act, criteria, household_id, officer_id from oversight_accesses order by access_id desc limit 1')
  expect(last).toEqual({ act: 'who-looked', criteria: ['reference'], household_id: null, officer_id: 'helen.marsh' })
})

test('the ledger is searched by officer, purpose, day, outcome, kind and district, alone and together, in pages that lose nothing', async () => {
  const place = await world.household()
  await world.reveal(world.stranger, place, { events: ['shown', 'copied'], purpose: 'safeguarding-adult' })
  await world.reveal(world.stranger, place, { purpose: 'own-contact', fieldGroups: ['identity'] })
  await world.lookup(world.stranger)
  const all = await search({ officerId: 'sol.abara' })
  expect(all.looks.map(({ kind, event, purpose, outcome }) => [kind, event, purpose?.code ?? null, outcome])).toEqual([
    ['lookup', null, 'homelessness-prevention', 'answered'], ['reveal', null, 'own-contact', 'not-reported'], ['device-event', 'copied', null, null], ['device-event', 'shown', null, null],
    ['reveal', null, 'safeguarding-adult', 'shown'],
  ])
  // An event is about the household of its request.
  expect(new Set(all.looks.filter(({ kind }) => kind !== 'lookup').map(({ reference }) => reference))).toEqual(new Set([place.reference]))
  const count = async (filter: Record<string, unknown>) => (await search({ officerId: 'sol.abara', ...filter })).looks.length
  expect(await count({ purpose: 'safeguarding-adult' })).toBe(1)
  expect(await count({ kind: 'device-event' })).toBe(2)
  expect(await count({ outcome: 'not-reported' })).toBe(1)
  expect(await count({ district: 'canterbury' })).toBe(5)
  expect(await count({ district: 'thanet' })).toBe(0)
  expect(await count({ period: LATELY })).toBe(5)
  expect(await count({ period: { from: '2020-01-01', to: '2020-01-02' } })).toBe(0)
  expect((await search({ officerId: 'nobody.here' })).looks).toEqual([])
  const whole = (await search({}, 100)).looks
  const paged: Look[] = []
  for (let after: string | null = null, n = 0; n < 100; n += 1) {
    const page: Awaited<ReturnType<typeof search>> = await search({ after }, 7)
    paged.push(...page.looks)
    if (page.next === null) break
    after = page.next
  }
  expect(paged.map(({ entry }) => entry.index)).toEqual(whole.map(({ entry }) => entry.index))
  const [last] = await world.hub.sql(`select act, criteria from oversight_accesses where cardinality(criteria) > 1 order by access_id desc limit 1`)
  expect(last).toEqual({ act: 'search-ledger', criteria: ['officerId', 'period'] })
  expect(JSON.stringify(await world.hub.sql('select criteria from oversight_accesses'))).not.toMatch(/sol\.abara|safeguarding|2020/)
})

test('bad input is refused by field: places that are none, a period that ends before it begins, a pseudonym for a reference', async () => {
  const as = world.laptops['ig-lead']
  const bad: [Endpoint, unknown][] = [
    [oversightApi.searchLedger, { ...(bodies.searchLedger() as object), after: 'rubbish' }], [oversightApi.searchLedger, { ...(bodies.searchLedger() as object), limit: 1_000 }],
    [oversightApi.searchLedger, { ...(bodies.searchLedger() as object), period: { from: '2026-02-01', to: '2026-01-01' } }],
    [oversightApi.searchLedger, { ...(bodies.searchLedger() as object), officerId: `x' or 1=1 --` }], [oversightApi.whoLooked, { reference: home.householdId, after: null, limit: 5 }],
    [oversightApi.whoLooked, { reference: home.reference, after: 'aaaaaaaa.1', limit: 5 }], [oversightApi.evidence, { entries: [{ epoch: 'x', index: -1 }], knownSize: 0 }],
  ]
  for (const [endpoint, body] of bad) expect((await ask(as, endpoint, body)).json['code'], JSON.stringify(body)).toBe('REQUEST_INVALID')
  expect((await ask(world.laptops.admin, oversightApi.listDevices, { after: 'x', limit: 5 })).json['code']).toBe('REQUEST_INVALID')
})

test('the evidence of an entry proves it: inclusion under the checkpoint, and officer and words open their commitments', async () => {
  const place = await world.household()
  await world.reveal(world.laptops.officer, place, { events: ['shown'], reason: 'Checking the address for a homelessness assessment' })
  const { looks } = await search({ officerId: 'amara.okafor' }, 2)
  const answer = await ask(world.laptops['ig-lead'], oversightApi.evidence, { entries: looks.map(({ entry }) => entry), knownSize: 0 })
  const evidence = answer.json['evidence'] as Evidence[]
  expect(evidence).toHaveLength(2)
  for (const { receipt, leaf, officer, reason } of evidence) {
    const root = world.hub.hub.services.ledger.root(receipt.treeSize)
    const proof = receipt.inclusionProof.map((hash) => new Uint8Array(Buffer.from(hash, 'base64')))
    expect(verifyInclusion(receipt.entryIndex, receipt.treeSize, leafHash(canonicalBytes(leaf as unknown as JsonValue)), proof, root)).toBe(true)
    const payload = (leaf as unknown as { payload: { type: string; officer: string; reason: string } }).payload
    if (payload.type !== 'reveal-request') continue
    expect(opensCommitment(payload.officer, 'officer', officer?.value ?? '', Buffer.from(officer?.salt ?? '', 'base64url'))).toBe(true)
    expect(opensCommitment(payload.reason, 'reason', reason?.value ?? '', Buffer.from(reason?.salt ?? '', 'base64url'))).toBe(true)
  }
  const beyond = [{ epoch: world.hub.epoch, index: 99_999 }]
  expect((await ask(world.laptops['ig-lead'], oversightApi.evidence, { entries: beyond, knownSize: 0 })).json['code']).toBe('NOT_FOUND')
  expect((await ask(world.laptops['ig-lead'], oversightApi.evidence, { entries: [{ epoch: 'anotherepoch', index: 1 }], knownSize: 0 })).json).toEqual({ evidence: [] })
})

test('erased words leave the entry and its proof', async () => {
  const place = await world.household()
  const id = await world.reveal(world.laptops.officer, place)
  await world.hub.sql(`update ledger_openings p set reason = null, reason_salt = null from ledger_entries e where e.entry_key = $1 and e.epoch = p.epoch and e.entry_index = p.entry_index`, [`reveal:${id}`])
  const [act] = (await whoLooked(place.reference)).acts
  expect(act?.act === 'reveal' ? [act.look.reason, act.look.outcome] : null).toEqual([null, 'not-reported'])
})

test('a supervisor sees the own team only: neither another team of the district nor the same team of another', async () => {
  const place = await world.household()
  const [own, other] = [await world.reveal(world.laptops.officer, place, { reason: 'Sentinel words of the own team' }), await world.reveal(world.stranger, place, { reason: 'Sentinel words of another team' })]
  const { reveals, text } = await teamReveals()
  expect(reveals.map(({ requestId }) => requestId)).toContain(own)
  expect(reveals.map(({ requestId }) => requestId)).not.toContain(other)
  expect(text).not.toContain('Sentinel words of another team')
  expect(reveals.every(({ actor }) => actor.team === 'income-and-debt')).toBe(true)
  await world.hub.sql(`update officers set district = 'thanet' where officer_id = 'priya.nair'`)
  expect((await teamReveals()).reveals).toEqual([])
  expect((await activity()).total.reveals).toBe(0)
  await world.hub.sql(`update officers set district = 'canterbury' where officer_id = 'priya.nair'`)
  expect((await teamReveals({ officerId: 'sol.abara' })).reveals).toEqual([])
})

test('figures of the team add up, by officer, day, purpose and group, and follow the rows', async () => {
  const { reveals } = await teamReveals()
  const figures = await activity()
  expect(figures.total.reveals).toBe(reveals.length)
  expect(figures.total).toMatchObject({ shown: reveals.filter(({ outcome }) => outcome === 'shown').length, copies: reveals.reduce((sum, { copies }) => sum + copies, 0) })
  expect(figures.total.shown + figures.total.notShown + figures.total.forbidden + figures.total.needsApproval).toBe(figures.total.reveals)
  for (const part of [figures.byDay, figures.byPurpose, figures.officers]) expect(part.reduce((sum: number, row: { reveals: number }) => sum + row.reveals, 0)).toBe(figures.total.reveals)
  expect(figures.officers.map(({ displayName }) => displayName)).toEqual(['Amara Okafor', 'Priya Nair'])
  expect(figures.byFieldGroup.find(({ fieldGroup }) => fieldGroup === 'identity')?.reveals).toBe(figures.total.shown)
})

test('reveals avoided: calls answered from the masked record, each counted once, as the definition on the screen says', async () => {
  const { hub, laptops } = world
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  const [a, b, c, d] = [await world.household(), await world.household(), await world.household(), await world.household()]
  const start = (await activity()).total
  const moveLast = async (table: 'ledger_facts' | 'household_accesses', minutes: number) => {
    const [column, key] = table === 'ledger_facts' ? ['entered_at', 'entry_index'] : ['accessed_at', 'access_id']
    await hub.sql(`update ${table} set ${column} = $1 where ${key} = (select max(${key}) from ${table})`, [minutesAgo(minutes)])
  }
  const opening = async (place: typeof a, minutes: number) => {
    await world.open(laptops.officer, place.reference)
    await moveLast('household_accesses', minutes)
  }
  const found = async (minutes: number) => {
    await world.lookup(laptops.officer)
    await moveLast('ledger_facts', minutes)
  }
  const revealed = async (place: typeof a, minutes: number) => {
    await world.reveal(laptops.officer, place)
    await moveLast('ledger_facts', minutes)
  }
  await opening(a, 600) // a call, avoided
  await opening(a, 590) // the same call still
  await found(500) // a call with the opening after it, avoided
  await opening(b, 499)
  await found(400) // a call whose household is known, revealed 10 minutes later: not avoided
  await opening(c, 399)
  await revealed(c, 390)
  await opening(d, 300) // avoided: the reveal came too late
  await revealed(d, 280)
  await found(200) // nobody opened; some reveal followed: not avoided
  await revealed(a, 195)
  await opening(c, 5) // too fresh to tell
  const { total } = await activity()
  expect({ calls: total.calls - start.calls, avoided: total.avoided - start.avoided }).toEqual({ calls: 5, avoided: 3 })
})

test('a review that cannot be recorded shows nothing', async () => {
  await world.hub.sql('revoke insert on oversight_accesses from casement_hub')
  const asked: [TestDevice, Endpoint, unknown][] = [
    [world.laptops.supervisor, oversightApi.teamActivity, bodies.teamActivity()], [world.laptops.supervisor, oversightApi.teamReveals, bodies.teamReveals()],
    [world.laptops['ig-lead'], oversightApi.whoLooked, bodies.whoLooked()], [world.laptops['ig-lead'], oversightApi.searchLedger, bodies.searchLedger()],
    [world.laptops['ig-lead'], oversightApi.evidence, bodies.evidence()],
  ]
  for (const [device, endpoint, body] of asked) expect((await ask(device, endpoint, body)).json).toEqual({ code: 'INTERNAL', detail: {} })
  await world.hub.sql('grant insert on oversight_accesses to casement_hub')
})

test('the service can neither write a fact of the ledger, nor change who reviewed', async () => {
  const url = world.hub.config.databaseUrl
  for (const statement of [
    `insert into ledger_facts select * from ledger_facts limit 1`, `update ledger_facts set officer_id = 'somebody.else'`, `delete from ledger_facts`, `update oversight_accesses set officer_id = 'somebody.else'`,
    `delete from oversight_accesses`, `select ledger_fact_of(o) from ledger_openings o`,
  ]) await expect(run(url, statement), statement).rejects.toThrow('permission denied')
})

test('an entry whose leaf cannot be read is entered all the same, and review goes on without it', async () => {
  const size = world.hub.hub.services.ledger.size
  await world.hub.hub.services.ledger.append({
    key: 'device-event:odd', kind: 'device-event', leaf: Buffer.from([0xff, 0xfe]), opening: {
      officer_id: 'amara.okafor', officer_salt: null, household_id: null, persons: null, persons_salt: null, reason: null, reason_salt: null,
    },
  })
  expect(world.hub.hub.services.ledger.size).toBe(size + 1)
  expect((await search({ officerId: 'amara.okafor' }, 1)).looks[0]).toMatchObject({ kind: 'device-event', requestId: null, event: null, reference: null })
})

test('a flagged report is marked, and says nothing about a household that is not its officer\'s', async () => {
  const place = await world.household()
  const theirs = await world.reveal(world.stranger, place)
  const { officer } = world.laptops
  const event = officer.sign({
    v: 1, type: 'device-event', eventId: crypto.randomUUID(), deviceId: officer.deviceId, n: 9_999, previousHash: '0'.repeat(64), event: 'shown', requestId: theirs, grantId: null, fieldGroup: null,
    at: new Date().toISOString(),
  })
  await ask(officer, hubApi.pushOperations, { operations: [event] })
  expect((await search({ officerId: 'amara.okafor', kind: 'device-event' }, 1)).looks[0]).toMatchObject({ isFlagged: true, reference: null })
  const [act] = (await whoLooked(place.reference)).acts
  expect(act?.act === 'reveal' ? [act.look.outcome, act.events] : null).toEqual(['not-reported', []])
})

test('what an officer decided not to reveal is counted for the team, flagged for nobody, and names no household', async () => {
  const { officer } = world.laptops
  const before = (await activity()).total.decidedNot
  const event = officer.sign({
    v: 1, type: 'device-event', eventId: crypto.randomUUID(), deviceId: officer.deviceId, n: 9_998, previousHash: '0'.repeat(64), event: 'decided-not-to', requestId: crypto.randomUUID(), grantId: null, fieldGroup: null,
    at: new Date().toISOString(),
  })
  await ask(officer, hubApi.pushOperations, { operations: [event] })
  expect((await activity()).total.decidedNot).toBe(before + 1)
  expect((await search({ officerId: 'amara.okafor', kind: 'device-event' }, 1)).looks[0]).toMatchObject({ event: 'decided-not-to', isFlagged: false, reference: null })
})
