import { afterAll, beforeAll, expect, test } from 'vitest'
import { oversightApi } from '../../../shared/api/oversight-api'
import { standInsApi } from '../../../shared/api/stand-ins-api'
import type { AdministrationAct } from '../../../shared/model/administration'
import { HubHarness } from './hub-harness'

let hub: HubHarness
beforeAll(async () => {
  hub = await HubHarness.start()
})
afterAll(() => hub.stop())

test('the lead reads what administrators did, each act with who did it and to whom, in pages that lose nothing', async () => {
  const [admin, lead] = [await hub.enrol('dev.patel'), await hub.enrol('helen.marsh')]
  const spare = await hub.enrol('priya.nair')
  await hub.asDevice(admin, oversightApi.addPerson, { officerId: 'zoe.hart', displayName: 'Zoe Hart', role: 'officer', team: 'outreach', district: 'thanet' })
  const from = { role: 'officer', team: 'outreach', district: 'thanet' }
  await hub.asDevice(admin, oversightApi.changePerson, { ...from, officerId: 'zoe.hart', role: 'ig-lead', from })
  await hub.asDevice(admin, oversightApi.revokeDevice, { deviceId: spare.deviceId })
  await hub.asDevice(admin, standInsApi.linkAccounts, { officerId: 'zoe.hart', otherId: 'priya.nair' })
  const read = async (after: string | null, limit = 100) => (await hub.asDevice(lead, oversightApi.listAdministration, { after, limit })).json as { acts: AdministrationAct[]; next: string | null }
  const { acts } = await read(null)
  expect(acts.map(({ act, about, by }) => [act, about.name, by.name]).toSorted()).toEqual([
    ['added', 'Zoe Hart', 'Dev Patel'], ['changed', 'Zoe Hart', 'Dev Patel'], ['linked', 'Priya Nair', 'Dev Patel'], ['linked', 'Zoe Hart', 'Dev Patel'], ['revoked', 'Priya Nair', 'Dev Patel'],
  ])
  expect(acts.find(({ act, about }) => act === 'changed' && about.officerId === 'zoe.hart')).toMatchObject({ before: { role: 'officer' }, after: { role: 'ig-lead' } })
  expect(acts.find(({ act }) => act === 'revoked')?.laptop).toEqual({ name: 'Laptop', ends: spare.deviceId.slice(-12) })
  expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).toSorted().toReversed())
  const paged: AdministrationAct[] = []
  for (let after: string | null = null; ;) {
    const page = await read(after, 2)
    paged.push(...page.acts)
    after = page.next
    if (after === null) break
  }
  expect(paged).toEqual(acts)
  expect((await hub.asDevice(lead, oversightApi.listAdministration, { after: 'rubbish', limit: 5 })).json['code']).toBe('REQUEST_INVALID')
  expect((await hub.sql(`select count(*)::int as n from oversight_accesses where act = 'administration'`))[0], 'each question is kept').toEqual({ n: 5 })
})
