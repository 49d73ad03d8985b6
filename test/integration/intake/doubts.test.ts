import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { housing } from '../../../service/intake/mappings/housing'
import { revenuesAndBenefits } from '../../../service/intake/mappings/revenues-and-benefits'
import { reportWords } from '../../../service/intake/report-words'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import { run } from '../../support/postgres'
import { extractOf, GOOD_HOUSING, GOOD_REVENUES, type Cells } from '../../unit/service/intake/extract-text'
import { startIntakeWorld, type IntakeWorld } from './intake-world'

let world: IntakeWorld
beforeAll(async () => {
  world = await startIntakeWorld()
})
afterAll(() => world.stop())

const PARTNER: Cells = { ...GOOD_REVENUES, PERSON_REF: '70000001A-2', MAIN: 'N', ROLE: 'PT', FORENAMES: 'Rolf', DATE_OF_BIRTH: '', CT_BALANCE: '', HISTORY: '', BENEFITS: '', NOTE: '', NOTE_DATE: '' }
async function load(rows: Cells[]) {
  const file = path.join(world.folder, 'revenues.csv')
  await writeFile(file, extractOf(revenuesAndBenefits, rows))
  const report = await world.intake('revenues-and-benefits', [file])
  return { report, rejects: (await readFile(`${file}.rejects.csv`, 'utf8')).split('\r\n').slice(1, -1).map((line) => line.split(',').slice(0, 3)) }
}
const membersOf = async () => (await run(world.hubDatabase.adminUrl, 'select document from households')).map(({ document }) => HouseholdRecordSchema.parse(JSON.parse(String(document))).members.length)

test("a partner's NI number on a row without a date of birth makes two people of two, and both rows stand in the rejects file until it is mended", async () => {
  const spoilt: Cells = { ...GOOD_REVENUES, ACCOUNT_REF: '70000002A', PERSON_REF: '70000002A-1', ROLE: 'ZZ' }
  for (const people of [{ created: 2 }, { unchanged: 2 }]) {
    const { report, rejects } = await load([spoilt, GOOD_REVENUES, PARTNER])
    expect(report).toMatchObject({ in: 3, rejected: 1, doubtful: 2, people })
    expect(rejects).toEqual([['2', 'ROLE', 'unknown-code'], ['3', 'NI_NUMBER', 'number-shared'], ['4', 'NI_NUMBER', 'number-shared']])
    expect(reportWords(report)).toMatch(/to be looked at.* 2\n/)
  }
  expect(await membersOf()).toEqual([2])
})

test('mended, nothing is left to look at; without its suffix letter it joins the same person of another system, whatever apostrophe the name has', async () => {
  const [main, partner] = [{ ...GOOD_REVENUES, SURNAME: 'O\u2019Made\u2010Up' }, { ...PARTNER, NI_NUMBER: 'QQ 12 34 57 D' }]
  expect((await load([main, partner])).report).toMatchObject({ rejected: 0, doubtful: 0, people: { changed: 2 } })
  const file = path.join(world.folder, 'housing.txt')
  await writeFile(file, extractOf(housing, [{ ...GOOD_HOUSING, LAST_NAME: "O'MADE-UP", DOB: '', NINO: 'QQ123456', POST_CODE: '' }]))
  expect(await world.intake('housing', [file])).toMatchObject({ rejected: 0, doubtful: 0, people: { matched: 1, created: 0 } })
})
