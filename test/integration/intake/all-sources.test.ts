import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventKent, writeExtracts, type Extracts } from '../../../service/demo/synthetic/write-extracts'
import { MAPPINGS } from '../../../service/intake/mappings/mapping-for'
import { reportWords } from '../../../service/intake/report-words'
import type { IntakeReport } from '../../../service/intake/run-intake'
import { DISTRICTS, SOURCES, type Source } from '../../../shared/model/codes'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import { sentinelsOf } from '../../support/kent-sentinels'
import { run } from '../../support/postgres'
import { scanDatabase, scanLine } from '../../support/sentinel-scan'
import { startIntakeWorld, type IntakeWorld } from './intake-world'

const KENT = { households: 300, seed: 1, today: '2026-11-23' }
const SOURCE_NAMES = Object.keys(SOURCES) as Source[]
let world: IntakeWorld
let extracts: Extracts
const first = new Map<Source, IntakeReport>()

const fileOf = (source: Source): string => extracts.files.find((file) => file.source === source)?.path ?? expect.fail()
beforeAll(async () => {
  world = await startIntakeWorld()
  extracts = await writeExtracts({ outDir: path.join(world.folder, 'extracts'), ...KENT })
  for (const { source, path: file } of extracts.files) first.set(source, await world.intake(source, [file]))
}, 300_000)
afterAll(() => world.stop())

const records = async (): Promise<HouseholdRecord[]> =>
  (await run(world.hubDatabase.adminUrl, 'select document from households order by household_id')).map(({ document }) => HouseholdRecordSchema.parse(JSON.parse(String(document))))

/** Everything of the hub that a load could have touched. */
const hubState = (): Promise<unknown> => run(world.hubDatabase.adminUrl, `
  select (select count(*) from changes) as changes, (select md5(string_agg(facts, '' order by record_id)) from household_facts) as facts,
    (select md5(string_agg(document, '' order by household_id)) from households) as documents, (select md5(string_agg(facts, '' order by ward_code)) from ward_facts) as wards`)

describe.each(SOURCE_NAMES)('%s', (source) => {
  test('is loaded, and its report adds up', () => {
    const report = first.get(source) ?? expect.fail()
    console.log(reportWords(report))
    expect(report.in).toBe(extracts.files.find((file) => file.source === source)?.rows)
    expect(report.loaded + report.unchanged + report.rejected).toBe(report.in)
    expect(Object.values(report.rejectedByReason).reduce((sum, n) => sum + n, 0)).toBe(report.rejected)
    expect(report.records.created).toBeGreaterThan(0)
  })

  test('loaded again changes nothing at vault or hub', async () => {
    const before = await hubState()
    const report = await world.intake(source, [fileOf(source)])
    expect(report).toMatchObject({ loaded: 0, people: { created: 0, matched: 0, changed: 0 }, records: { created: 0, changed: 0 } })
    expect(report.unchanged + report.rejected).toBe(report.in)
    expect(await hubState()).toEqual(before)
  })

  test('cut short loads nothing', async () => {
    const cut = path.join(world.folder, `cut-${source}`)
    await writeFile(cut, (await readFile(fileOf(source))).subarray(0, -40))
    const before = await hubState()
    await expect(world.intake(source, [cut])).rejects.toMatchObject({ code: expect.stringMatching(/^INTAKE_(?:TRUNCATED|LAYOUT)$/) })
    expect(await hubState()).toEqual(before)
  })

  test('given to the mapping of another source is not in the agreed layout, and nothing of it is repeated', async () => {
    const other = SOURCE_NAMES[(SOURCE_NAMES.indexOf(source) + 1) % SOURCE_NAMES.length] ?? expect.fail()
    await expect(world.intake(other, [fileOf(source)])).rejects.toMatchObject({ code: 'INTAKE_LAYOUT', detail: { expectedColumn: MAPPINGS[other].columns[0]?.name, position: 1 } })
  })
})

describe('300 households of all sources', () => {
  test('are joined: every person of the later sources is known from the earlier ones, but for those whose row there was rejected or is missing', async () => {
    const all = await records()
    expect(all.length).toBeLessThanOrEqual(KENT.households)
    expect(all.length).toBeGreaterThan(KENT.households * 0.97)
    // Housing brings the tenants who have no council tax account, so that it is among the first two.
    for (const source of SOURCE_NAMES.filter((name) => !['revenues-and-benefits', 'housing', 'open-data'].includes(name))) {
      const { people } = first.get(source) ?? expect.fail()
      expect(people.matched, source).toBeGreaterThan((people.matched + people.created) * 0.85)
    }
  })

  test('say something of every source, every fact with source and day, in all twelve districts', async () => {
    const all = await records()
    const domains = new Set(all.flatMap(({ knownTo }) => knownTo))
    expect([...domains].toSorted()).toEqual(['adult-social-care', 'childrens-social-care', 'debt', 'education', 'electoral', 'housing', 'revenues-and-benefits'])
    expect(new Set(all.map(({ district }) => district)).size).toBe(Object.keys(DISTRICTS).length)
    for (const list of ['services', 'technology', 'financialAssessments', 'education', 'healthFlags'] as const) expect(all.some((record) => record[list].length > 0), list).toBe(true)
    expect(all.some(({ housingSituation }) => housingSituation?.source === 'county-housing')).toBe(true)
    expect(all.some(({ housingSituation }) => housingSituation?.source === 'housing')).toBe(true)
    expect(all.every(({ wardContext }) => wardContext?.source === 'open-data')).toBe(true)
    expect(all.some(({ debts }) => debts.some(({ kind, source }) => kind === 'social-care-charges' && source === 'debt-management'))).toBe(true)
  })

  test('speak only of members of the household', async () => {
    for (const record of await records()) {
      const members = new Set(record.members.map(({ personId }) => personId))
      const spokenOf = [...record.services, ...record.technology, ...record.financialAssessments, ...record.education, ...record.healthFlags].map(({ personId }) => personId)
      expect(spokenOf.filter((personId) => !members.has(personId))).toEqual([])
    }
  })

  test('hold the person of the safeguarding scene once, known to adult social care, with telecare, and no word of what the health details are', async () => {
    const record = (await records()).find(({ technology, debts }) => technology.length === 2 && debts.some(({ balancePence }) => balancePence === 47_900)) ?? expect.fail()
    expect(record.members).toHaveLength(2)
    expect(record.members.every(({ knownTo }) => knownTo.includes('adult-social-care') && knownTo.includes('electoral'))).toBe(true)
    expect(record.healthFlags).toHaveLength(1)
    expect(JSON.stringify(record)).not.toMatch(/dementia|memory|mobility/i)
  })
})

describe('open data', () => {
  const changed = async (name: string, change: (text: string) => string): Promise<string> => {
    const file = path.join(world.folder, name)
    await writeFile(file, change(await readFile(fileOf('open-data'), 'utf8')))
    return file
  }

  test('that changes for one ward rewrites the households of that ward and no other', async () => {
    const before = await records()
    const ward = before[0]?.ward.code ?? expect.fail()
    const file = await changed('wards.csv', (text) => text.replace(new RegExp(`^(${ward},[^,]*),\\d+`, 'm'), '$1,4321'))
    expect((await world.intake('open-data', [file])).records).toMatchObject({ created: 0, changed: 1 })
    const after = await records()
    for (const [i, record] of after.entries()) {
      expect(record.version).toBe((before[i]?.version ?? 0) + (record.ward.code === ward ? 1 : 0))
      if (record.ward.code === ward) expect(record.wardContext?.population).toBe(4_321)
    }
    expect((await world.intake('open-data', [fileOf('open-data')])).records).toMatchObject({ created: 0, changed: 1 })
  })

  test('never counts in a risk indicator: the poorest figures leave every band and factor as they were', async () => {
    const factors = async (): Promise<unknown> => (await records()).map(({ householdId, risk }) => [householdId, risk.band, risk.factors])
    const before = await factors()
    await world.intake('open-data', [await changed('poor.csv', (text) => text.replaceAll(/^([A-Z]{3}\d\d,[^,]*,\d+),\d+,[\d.]+,[\d.]+/gm, '$1,1,99.0,60.0'))])
    expect((await records()).every(({ wardContext }) => wardContext?.deprivationDecile === 1)).toBe(true)
    expect(await factors()).toEqual(before)
    await world.intake('open-data', [fileOf('open-data')])
  })
})

describe('the hub database', () => {
  const sentinels = sentinelsOf([...inventKent({ ...KENT, households: 120 })])
  const scan = async (): ReturnType<typeof scanDatabase> => {
    const client = new pg.Client({ connectionString: world.hubDatabase.adminUrl })
    await client.connect()
    try {
      return await scanDatabase(client, sentinels)
    } finally {
      await client.end()
    }
  }

  test('holds none of the identities, numbers and words of any source', async () => {
    const report = await scan()
    console.log(scanLine(`the hub's database, all sources, for ${sentinels.length} sentinels`, report, 'columns'))
    expect(report.hits).toEqual([])
  })

  test('is scanned by something that finds a planted ASCH number', async () => {
    const planted = sentinels.find(({ name }) => name.startsWith('ASCH number'))?.value ?? expect.fail()
    await run(world.hubDatabase.adminUrl, 'create table planted (cell text)')
    await run(world.hubDatabase.adminUrl, 'insert into planted values ($1)', [`x ${planted} x`])
    const { hits } = await scan()
    await run(world.hubDatabase.adminUrl, 'drop table planted')
    expect(hits.map(({ where }) => where)).toEqual(['public.planted.cell'])
  })
})
