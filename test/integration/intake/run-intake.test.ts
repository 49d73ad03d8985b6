import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventKent, writeExtracts, type Extracts } from '../../../service/demo/synthetic/write-extracts'
import { clientCredentialsTokens } from '../../../service/intake/load/token-source'
import type { IntakeReport } from '../../../service/intake/run-intake'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { sentinelsOf } from '../../support/kent-sentinels'
import { run } from '../../support/postgres'
import { scanDatabase, scanLine } from '../../support/sentinel-scan'
import { startHubWithoutFacts } from './hub-without-facts'
import { startIntakeWorld, type IntakeWorld } from './intake-world'

const KENT = { households: 2_000, seed: 1, today: '2026-11-23' }
/** The districts' own two sources; test/integration/intake/all-sources.test.ts loads the others too. */
const DISTRICT = new Set<string>(['revenues-and-benefits', 'housing'])
let world: IntakeWorld
let extracts: Extracts
const first: IntakeReport[] = []

beforeAll(async () => {
  world = await startIntakeWorld()
  const all = await writeExtracts({ outDir: path.join(world.folder, 'extracts'), ...KENT })
  extracts = { ...all, files: all.files.filter(({ source }) => DISTRICT.has(source)) }
  for (const { source, path: file } of extracts.files) first.push(await world.intake(source, [file]))
})
afterAll(() => world.stop())

const hubCount = async (what: string): Promise<number> => Number((await run(world.hubDatabase.adminUrl, `select count(*) as n from ${what}`))[0]?.['n'])

/** The rows of the hub that a load could have touched, as one figure each. */
const hubState = async (): Promise<unknown> => [
  await hubCount('household_facts'), await hubCount('changes'),
  await run(world.hubDatabase.adminUrl, "select count(*) as n, md5(string_agg(document, '' order by household_id)) as hash from households"),
]

describe('2,000 households', () => {
  test('are loaded, and the counts of every run add up', () => {
    for (const [i, report] of first.entries()) {
      expect(report.in).toBe(extracts.files[i]?.rows)
      expect(report.loaded + report.unchanged + report.rejected).toBe(report.in)
      expect(Object.values(report.rejectedByReason).reduce((sum, n) => sum + n, 0)).toBe(report.rejected)
      expect(report.unchanged).toBe(0)
      expect(report.records.created).toBeGreaterThan(1_000)
      console.log(`intake ${report.source}: in ${report.in}, loaded ${report.loaded}, rejected ${report.rejected} ${JSON.stringify(report.rejectedByReason)}`)
    }
  })

  test('are joined across the sources: fewer households than records, and the second source mostly meets people whom the vault knows', async () => {
    const records = first.reduce((sum, report) => sum + report.records.created, 0)
    const households = await hubCount('households')
    expect(await hubCount('household_facts')).toBe(records)
    expect(households).toBeGreaterThan(1_950)
    expect(households).toBeLessThanOrEqual(2_000)
    expect(first[1]?.people.matched ?? 0).toBeGreaterThan((first[1]?.loaded ?? 0) * 0.8)
  })

  test('stand in the hub as whole masked records of about 3.5 KB', async () => {
    const documents = await run(world.hubDatabase.adminUrl, 'select document from households')
    const sizes = documents.map(({ document }) => {
      HouseholdRecordSchema.parse(JSON.parse(String(document)))
      return String(document).length
    })
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
    expect(mean).toBeGreaterThan(2_800)
    expect(mean).toBeLessThan(4_500)
  })

  test('hold the scripted households, allocated to income and debt, one of them protected', async () => {
    const documents = await run(world.hubDatabase.adminUrl, 'select document from households')
    const records = documents.map(({ document }) => HouseholdRecordSchema.parse(JSON.parse(String(document))))
    const notice = records.filter(({ duty, debts }) => duty?.dueOn === '2026-11-26' && debts.some(({ balancePence }) => balancePence === 296_000))
    expect(notice).toHaveLength(1)
    expect(notice[0]).toMatchObject({ district: 'canterbury', allocatedTeam: 'income-and-debt', knownTo: expect.arrayContaining(['housing', 'revenues-and-benefits']) })
    expect(records.some(({ isProtected, debts }) => isProtected && debts.some(({ balancePence }) => balancePence === 19_400))).toBe(true)
  })
})

describe('the same files again', () => {
  test('change nothing at vault or hub', async () => {
    const before = await hubState()
    for (const { source, path: file } of extracts.files) {
      const report = await world.intake(source, [file])
      expect(report).toMatchObject({ loaded: 0, people: { created: 0, matched: 0, changed: 0 }, records: { created: 0, changed: 0 } })
      expect(report.unchanged + report.rejected).toBe(report.in)
    }
    expect(await hubState()).toEqual(before)
  })

  test('with one balance changed, change one record', async () => {
    const { source, path: file } = extracts.files[0] ?? expect.fail()
    const bytes = (await readFile(file)).toString('latin1')
    const changed = path.join(world.folder, 'changed.csv')
    await writeFile(changed, Buffer.from(bytes.replace('"1,284.60"', '"1,184.60"'), 'latin1'))
    expect((await world.intake(source, [changed])).records).toMatchObject({ created: 0, changed: 1 })
    expect((await world.intake(source, [file])).records).toMatchObject({ created: 0, changed: 1 })
  })
})

describe('what goes wrong', () => {
  test('a truncated file loads nothing, nor do the good files of the same run', async () => {
    const { source, path: file } = extracts.files[1] ?? expect.fail()
    const bytes = await readFile(file)
    const cut = path.join(world.folder, 'cut.txt')
    await writeFile(cut, bytes.subarray(0, bytes.length - 3_000))
    const before = await hubState()
    await expect(world.intake(source, [file, cut])).rejects.toMatchObject({ code: 'INTAKE_TRUNCATED', detail: { file: 2 } })
    expect(await hubState()).toEqual(before)
  })

  test('a service that cannot be reached or a wrong secret is said by code', async () => {
    const { source, path: file } = extracts.files[1] ?? expect.fail()
    await expect(world.intake(source, [file], { vaultUrl: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'VAULT_UNREACHABLE' })
    await expect(world.intake(source, [file], { hubUrl: 'http://127.0.0.1:9' })).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
    const tokens = clientCredentialsTokens({ issuer: world.provider.issuer, clientId: world.provider.intake.clientId, clientSecret: 'wrong' }, Date)
    await expect(world.intake(source, [file], { tokens })).rejects.toMatchObject({ code: 'ACCESS_TOKEN_INVALID' })
    await expect(world.intake(source, [file], { tokens: async () => 'forged' })).rejects.toMatchObject({ code: 'ACCESS_TOKEN_INVALID' })
  })

  test('a run that broke off between vault and hub is mended by running it again', async () => {
    const other = await writeExtracts({ outDir: path.join(world.folder, 'other'), households: 2_020, seed: 1, today: KENT.today })
    const { source, path: file } = other.files[0] ?? expect.fail()
    const hub = await startHubWithoutFacts(world.hubUrl, 'break')
    await expect(world.intake(source, [file], { hubUrl: hub.url })).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
    await hub.asked
    hub.close()
    const before = await hubCount('household_facts')
    const report = await world.intake(source, [file])
    expect(report.records.created).toBeGreaterThan(0)
    expect(await hubCount('household_facts')).toBe(before + report.records.created)
  })
})

describe('the hub database', () => {
  const sentinels = sentinelsOf([...inventKent({ ...KENT, households: 100 })])

  const scan = async (): ReturnType<typeof scanDatabase> => {
    const client = new pg.Client({ connectionString: world.hubDatabase.adminUrl })
    await client.connect()
    try {
      return await scanDatabase(client, sentinels)
    } finally {
      await client.end()
    }
  }

  test('holds none of the identities and words of 100 households in any spelling or encoding', async () => {
    const report = await scan()
    console.log(scanLine(`the hub's database for ${sentinels.length} sentinels`, report, 'columns'))
    expect(report.units).toBeGreaterThan(20)
    expect(report.hits).toEqual([])
  })

  test('is scanned by something that finds a planted one', async () => {
    const planted = sentinels[0]?.value ?? expect.fail()
    await run(world.hubDatabase.adminUrl, 'create table planted (cell text, bytes bytea)')
    await run(world.hubDatabase.adminUrl, 'insert into planted values ($1, $2)', [Buffer.from(`xx${planted}`).toString('base64'), Buffer.from(planted, 'utf16le')])
    const { hits } = await scan()
    await run(world.hubDatabase.adminUrl, 'drop table planted')
    expect(new Set(hits.map(({ where }) => where))).toEqual(new Set(['public.planted.cell', 'public.planted.bytes']))
  })
})
