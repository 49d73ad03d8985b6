import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, formatUkDate } from '../../../service/intake/code/uk-date'
import { mappingFor } from '../../../service/intake/mappings/mapping-for'
import { errorWords } from '../../../service/intake/report-words'
import type { CasementError } from '../../../shared/errors/casement-error'
import type { Source } from '../../../shared/model/codes'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'
import { run } from '../../support/postgres'
import { extractOf, GOOD_HOUSING, GOOD_REVENUES, type Cells } from '../../unit/service/intake/extract-text'
import { startHubWithoutFacts } from './hub-without-facts'
import { startIntakeWorld, type IntakeWorld } from './intake-world'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const TODAY = londonDay(Date.now())
let world: IntakeWorld
beforeAll(async () => {
  world = await startIntakeWorld()
})
afterAll(() => world.stop())

let files = 0
async function extract(source: Source, rows: ReadonlyArray<Cells>): Promise<string> {
  const file = path.join(world.folder, `${source}-${(files += 1)}.csv`)
  await writeFile(file, extractOf(mappingFor(source), rows))
  return file
}
/** A council tax extract of a day: what is owed, and a second account that came or went. */
const revenues = (day: string, balance: string, ...more: Cells[]): Promise<string> =>
  extract('revenues-and-benefits', [{ ...GOOD_REVENUES, CT_BALANCE: balance }, ...more].map((cells) => ({ ...cells, EXTRACT_DATE: formatUkDate(day) })))
const refusal = (loading: Promise<unknown>): Promise<CasementError> => loading.then(() => expect.fail('it was loaded'), (error: CasementError) => error)

/** Everything at vault and hub that a load could have touched. */
const state = async (): Promise<unknown> => [
  await run(world.hubDatabase.adminUrl, `select (select count(*) from changes) as changes, (select md5(string_agg(facts, '' order by record_id)) from household_facts) as facts,
    (select md5(string_agg(document, '' order by household_id)) from households) as documents, (select md5(string_agg(facts, '' order by ward_code)) from ward_facts) as wards`),
  await run(world.vaultDatabase.adminUrl, `select (select md5(string_agg(r::text, '' order by row_hash)) from source_rows r) as rows, (select count(*) from match_keys) as keys,
    (select md5(string_agg(p::text, '' order by record_hash)) from protected_records p) as protected, (select string_agg(e::text, '' order by source) from extract_dates e) as dates`),
]
const owed = async (): Promise<number[]> =>
  (await run(world.hubDatabase.adminUrl, 'select document from households')).map(({ document }) => HouseholdRecordSchema.parse(JSON.parse(String(document))).debtTotalPence)

describe('extracts of one source', () => {
  test('are loaded in the order of their dates: an older one is refused whole, says what was loaded last, and leaves vault and hub as they were', async () => {
    await world.intake('revenues-and-benefits', [await revenues('2026-11-16', '200.00')])
    await world.intake('revenues-and-benefits', [await revenues('2026-11-18', '100.00')])
    const before = await state()
    const older = await revenues('2026-11-17', '900.00', { ...GOOD_REVENUES, ACCOUNT_REF: '70000009A', PERSON_REF: '70000009A-1', NI_NUMBER: '', FORENAMES: 'Newcomer', PROTECTED: 'Y' })
    const error = await refusal(world.intake('revenues-and-benefits', [older]))
    expect(error).toMatchObject({ code: 'INTAKE_EXTRACT_OLDER', detail: { lastLoaded: '2026-11-18', extractDate: '2026-11-17', file: 1 } })
    expect(errorWords(error)).toContain('lastLoaded: 2026-11-18')
    expect(errorWords(error)).toContain('Load the newest extract')
    expect(await state()).toEqual(before)
    expect(await owed()).toEqual([10_000])
  })

  test('of the same date again change nothing, and a corrected one of that day is loaded', async () => {
    const before = await state()
    expect(await world.intake('revenues-and-benefits', [await revenues('2026-11-18', '100.00')])).toMatchObject({ loaded: 0, unchanged: 1 })
    expect(await state()).toEqual(before)
    await world.intake('revenues-and-benefits', [await revenues('2026-11-18', '110.00')])
    expect(await owed()).toEqual([11_000])
  })

  test('given together are loaded in the order of their dates, whichever way they stand on the command line', async () => {
    await world.intake('revenues-and-benefits', [await revenues('2026-11-20', '140.00'), await revenues('2026-11-19', '130.00')])
    expect(await owed()).toEqual([14_000])
  })

  test('one too old among them keeps all of them out, and is named by its place', async () => {
    const before = await state()
    const error = await refusal(world.intake('revenues-and-benefits', [await revenues('2026-11-21', '150.00'), await revenues('2026-11-16', '160.00')]))
    expect(error).toMatchObject({ code: 'INTAKE_EXTRACT_OLDER', detail: { file: 2 } })
    expect(await state()).toEqual(before)
  })

  test('do not bind another source', async () => {
    await world.intake('housing', [await extract('housing', [{ ...GOOD_HOUSING, AS_AT: '02/11/2026' }])])
    expect(await owed()).toEqual([14_000 + 96_000])
  })

  test('of the future are refused; a day ahead is a clock', async () => {
    const tenant = { ...GOOD_HOUSING, DUTY: '', DUTY_START: '' }
    const of = (day: string) => extract('housing', [{ ...tenant, AS_AT: formatUkDate(day) }])
    const before = await state()
    const error = await refusal(world.intake('housing', [await of(addDays(TODAY, 2))]))
    expect(error).toMatchObject({ code: 'INTAKE_EXTRACT_FUTURE', detail: { extractDate: addDays(TODAY, 2), today: TODAY, file: 1 } })
    expect(errorWords(error)).toContain('true date')
    expect(await state()).toEqual(before)
    await world.intake('housing', [await of(addDays(TODAY, 1))])
  })

  test('about wards keep their order at the hub, without the vault', async () => {
    const wards = (day: string, population: string) => extract('open-data', [{
      WARD_CODE: 'CAN01', PERIOD_END: formatUkDate(day), POPULATION: population, IMD_DECILE: '4', CHILD_POVERTY_PC: '20.0', CLAIMANTS_PC: '4.0', FUEL_POVERTY_PC: '12.0', MEDIAN_RENT: '900.00',
    }])
    const off = { vaultUrl: 'http://127.0.0.1:9' }
    await world.intake('open-data', [await wards('2026-04-01', '8000')], off)
    const before = await state()
    expect(await refusal(world.intake('open-data', [await wards('2025-04-01', '7000')], off))).toMatchObject({ code: 'INTAKE_EXTRACT_OLDER', detail: { service: 'hub' } })
    expect(await state()).toEqual(before)
  })
})

describe('a run that is killed (SIGKILL) after the vault and before the hub', () => {
  test('keeps an older extract out all the same, and is finished by the same one again', async () => {
    const [newer, older] = [await revenues('2026-11-22', '260.00'), await revenues('2026-11-21', '250.00')]
    const hub = await startHubWithoutFacts(world.hubUrl, 'hang')
    const child = spawn(process.execPath, ['--import', 'tsx', 'service/intake/cli.ts', 'load', '--source', 'revenues-and-benefits', newer], {
      cwd: ROOT, stdio: 'ignore', env: {
        ...process.env, HUB_URL: hub.url, VAULT_URL: world.vaultUrl, OIDC_ISSUER: world.provider.issuer,
        INTAKE_CLIENT_ID: world.provider.intake.clientId, INTAKE_CLIENT_SECRET: world.provider.intake.clientSecret,
      },
    })
    const ended = once(child, 'exit')
    await hub.asked
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    hub.close()

    const before = await state()
    const dates = (url: string) => run(url, "select extract_date::text from extract_dates where source = 'revenues-and-benefits'")
    expect(await dates(world.vaultDatabase.adminUrl)).toEqual([{ extract_date: '2026-11-22' }])
    expect(await dates(world.hubDatabase.adminUrl)).toEqual([{ extract_date: '2026-11-20' }])
    expect(await refusal(world.intake('revenues-and-benefits', [older]))).toMatchObject({ code: 'INTAKE_EXTRACT_OLDER', detail: { lastLoaded: '2026-11-22', service: 'vault' } })
    expect(await state()).toEqual(before)

    expect(await world.intake('revenues-and-benefits', [newer])).toMatchObject({ people: { unchanged: 1 }, records: { changed: 1 } })
    expect((await owed())[0]).toBe(26_000 + 96_000)
    expect(await dates(world.hubDatabase.adminUrl)).toEqual([{ extract_date: '2026-11-22' }])
  }, 60_000)

  test('a hub that knows a later date than a restored vault keeps the extract from the vault too', async () => {
    await run(world.vaultDatabase.adminUrl, "update extract_dates set extract_date = '2026-11-01' where source = 'revenues-and-benefits'")
    const before = await state()
    expect(await refusal(world.intake('revenues-and-benefits', [await revenues('2026-11-20', '1.00')]))).toMatchObject({ code: 'INTAKE_EXTRACT_OLDER', detail: { service: 'hub' } })
    expect(await state()).toEqual(before)
  })
})
