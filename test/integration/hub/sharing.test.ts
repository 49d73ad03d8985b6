import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import type { HouseholdRecord } from '../../../shared/model/household'
import { PersonIdSchema } from '../../../shared/model/ids'
import { changePage, startSync } from '../../../service/hub/domain/sync-feed'
import { sharingOf } from '../../../service/hub/domain/share-household'
import { HubHarness } from './hub-harness'
import { readPage } from './read-page'
import type { TestDevice } from './test-device'
import { makeFacts, pseudonym } from './test-facts'

let hub: HubHarness
let [officer, outreach]: TestDevice[] = []
const child = PersonIdSchema.parse(pseudonym())
/** With the outreach team, so that both roles have it in their scope; the district's at-risk list brings it to the officer. */
const home = { householdId: pseudonym(), reference: makeFacts().reference, allocatedTeam: 'outreach' as const, members: [{ personId: child, role: 'dependant' as const, ageBand: '5-10' as const }] }
const severe = [{ on: '2026-11-10', event: 'eviction-notice' as const, domain: 'housing' as const, amountPence: null, source: 'housing' as const, asAt: '2026-11-20' }]
const school = makeFacts({ ...home, source: 'school-census', debts: [], benefits: [], chronology: [] })

beforeAll(async () => {
  hub = await HubHarness.start()
  ;[officer, outreach] = [await hub.enrol('amara.okafor'), await hub.enrol('tom.brennan')]
  const education = [{ setting: 'in-school', attendance: 'severe-absence', exclusion: 'none', isInAlternativeProvision: false, qualification: null, personId: child, source: 'school-census', asAt: '2026-11-20' }]
  const loaded = await hub.load([makeFacts({ ...home, chronology: severe })])
  const more = await hub.load([{ ...school, education } as CodedFacts])
  for (const answer of [loaded, more]) if (answer.status !== 200) throw new Error(answer.text)
})
afterAll(() => hub.stop())

const first = async (device: TestDevice): Promise<HouseholdRecord[]> => readPage((await hub.asDevice(device, hubApi.householdPage, { after: null, limit: 100 })).text).lines.flatMap((line) => (line.type === 'upsert' ? [line.household] : []))
const opened = async (device: TestDevice) => (await hub.asDevice(device, hubApi.openHousehold, { householdId: home.householdId })).json['household'] as HouseholdRecord

test('what a school says reaches an officer, and an outreach worker only that it knows the child: in the first sync, among the changes, and opened by its reference', async () => {
  const { cursor } = (await hub.asDevice(outreach!, hubApi.startSync, {})).json as { cursor: string }
  await hub.load([makeFacts({ ...home, recordId: pseudonym(), chronology: [] })])
  const changes = readPage((await hub.asDevice(outreach!, hubApi.changePage, { cursor, limit: 100 })).text)
  const [changed] = changes.lines.flatMap((line) => (line.type === 'upsert' ? [line.household] : []))
  for (const view of [(await first(outreach!))[0]!, await opened(outreach!), changed!]) {
    expect(view).toMatchObject({ householdId: home.householdId, education: [], withheld: ['education'], sharedUnder: 1 })
    expect(view.knownTo).toContain('education')
    expect(JSON.stringify(view)).not.toContain('severe-absence')
  }
  for (const view of [(await first(officer!))[0]!, await opened(officer!)]) {
    expect(view.education).toHaveLength(1)
    expect([view.withheld, view.sharedUnder]).toEqual([undefined, undefined])
  }
})

test('once the agreement shows a role something else, its laptops start their sync again', async () => {
  const { db, ledger, sharing } = hub.hub.services
  const reader = { officer: { officerId: 'tom.brennan', displayName: 'Tom Brennan', role: 'outreach', team: 'outreach', district: 'canterbury' } as const, sharing: sharingOf(sharing, 'outreach') }
  const { cursor } = await startSync(db, ledger.epoch, reader)
  await expect(changePage(db, ledger.epoch, reader, cursor, 10)).resolves.toBeDefined()
  const other = reader.sharing
  for (const changed of [sharingOf(sharing, 'officer'), { ...other, seen: { ...other.seen, housing: 'flag' as const } }, { ...other, version: other.version + 1 }])
    await expect(changePage(db, ledger.epoch, { ...reader, sharing: changed }, cursor, 10)).rejects.toMatchObject({ code: 'SYNC_CURSOR_INVALID' })
  // And whoever saw everything, and does no more.
  const before = await startSync(db, ledger.epoch, { ...reader, sharing: sharingOf(sharing, 'officer') })
  await expect(changePage(db, ledger.epoch, reader, before.cursor, 10)).rejects.toMatchObject({ code: 'SYNC_CURSOR_INVALID' })
})

test('a household that was changed in the database leaves for nobody, whatever they see of it', async () => {
  await hub.sql(`update households set document = replace(document, 'severe-absence', 'regular') where household_id = $1`, [home.householdId])
  for (const device of [officer!, outreach!]) expect((await hub.asDevice(device, hubApi.householdPage, { after: null, limit: 100 })).status).toBe(500)
})

test('a household that was written before there were such facts opens for whoever sees a part', async () => {
  await hub.sql(`update households set document = (document::jsonb - 'technology' - 'services' - 'financialAssessments')::text where household_id = $1`, [home.householdId])
  expect(await opened(outreach!)).toMatchObject({ householdId: home.householdId, services: [], withheld: ['education'] })
})
