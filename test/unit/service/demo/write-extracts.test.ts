import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NEVER_ISSUED, SCRIPTED_PREFIX } from '../../../../service/demo/synthetic/invent-people'
import { MESS, type MessKind } from '../../../../service/demo/synthetic/mess'
import { SURNAMES } from '../../../../service/demo/synthetic/names'
import { SCRIPTED_SCENES } from '../../../../service/demo/synthetic/scripted-scenes'
import { inventKent, writeExtracts, type Extracts } from '../../../../service/demo/synthetic/write-extracts'
import { REJECT_REASONS } from '../../../../service/intake/code/reading'
import { addDays } from '../../../../service/intake/code/uk-date'
import { postcode } from '../../../../service/intake/code/identifiers'
import { prepareExtract } from '../../../../service/intake/prepare-extract'
import { MAPPINGS } from '../../../../service/intake/mappings/mapping-for'
import { parseExtract } from '../../../../service/intake/parse-extract'

const TODAY = '2026-11-23'
const KENT = { households: 2_000, seed: 1, today: TODAY }
const folders: string[] = []
const write = async (households: number, seed: number): Promise<Extracts & { bytes: Buffer[] }> => {
  const outDir = await mkdtemp(path.join(tmpdir(), 'casement-extracts-'))
  folders.push(outDir)
  const extracts = await writeExtracts({ outDir, households, seed, today: TODAY })
  return { ...extracts, bytes: await Promise.all(extracts.files.map((file) => readFile(file.path))) }
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

describe('the same seed', () => {
  test('gives the same bytes, another seed others', async () => {
    const [one, again, other] = [await write(60, 5), await write(60, 5), await write(60, 6)]
    expect(one.bytes.map((bytes, i) => bytes.equals(again.bytes[i] ?? Buffer.alloc(0)))).toEqual(Object.keys(MAPPINGS).map(() => true))
    expect(one.bytes.map((bytes, i) => bytes.equals(other.bytes[i] ?? Buffer.alloc(0)))).toEqual(Object.keys(MAPPINGS).map(() => false))
  })

  test('gives the same household 30 in a Kent of 50 and of 200', () => {
    const at30 = (households: number): unknown => [...inventKent({ ...KENT, households })][30]
    expect(at30(50)).toEqual(at30(200))
  })
})

describe('2,000 households', () => {
  let extracts: Awaited<ReturnType<typeof write>>
  const rejects: Record<string, number> = {}
  beforeAll(async () => {
    extracts = await write(2_000, 1)
    for (const [i, { source }] of extracts.files.entries()) {
      const grouped = prepareExtract(MAPPINGS[source], parseExtract(MAPPINGS[source], extracts.bytes[i] ?? Buffer.alloc(0)))
      expect(grouped.acceptedRows + grouped.rejectedRows).toBe(extracts.files[i]?.rows)
      for (const { reason } of grouped.rejects) rejects[reason] = (rejects[reason] ?? 0) + 1
    }
  }, 60_000)

  test.each(Object.keys(MESS) as MessKind[])('hold the mess "%s", and intake does with it what is stated', (kind) => {
    expect(extracts.mess[kind]).toBeGreaterThan(0)
    const { fate } = MESS[kind]
    if (fate !== 'mended') expect(rejects[fate]).toBe(extracts.mess[kind])
  })

  test('are rejected for no other reason than the mess, and the company of spoilt main rows', () => {
    const stated = new Set<string>([...Object.values(MESS).map(({ fate }) => fate), 'record-incomplete'])
    expect(Object.keys(rejects).filter((reason) => !stated.has(reason))).toEqual([])
    expect(Object.keys(rejects).every((reason) => Object.hasOwn(REJECT_REASONS, reason))).toBe(true)
  })

  test('are people of an invented Kent: numbers never issued, postcodes and UPRNs that do not exist', () => {
    const people = [...inventKent(KENT)]
    const numbers = people.flatMap(({ people: members }) => members.map(({ niNumber }) => niNumber)).filter((number) => number !== '')
    const prefixes = new Set<string>([...NEVER_ISSUED, SCRIPTED_PREFIX])
    expect(numbers.filter((number) => !prefixes.has(number.slice(0, 2)))).toEqual([])
    expect(new Set(numbers).size).toBe(numbers.length)
    const codes = people.map(({ home }) => home.postcode)
    expect(codes.filter((code) => !/ \d[CIKMOV]{2}$/.test(code) || !postcode(code).ok)).toEqual([])
    expect(people.every(({ home }) => home.uprn.startsWith('999') && home.uprn.length === 12)).toBe(true)
    const phones = people.flatMap(({ people: members }) => members.flatMap(({ phone, otherPhone }) => [phone, otherPhone])).filter((number) => number !== '')
    expect(phones.filter((number) => !/^(?:01632 960|07700 900)\d{3}$/.test(number))).toEqual([])
    const emails = people.flatMap(({ people: members }) => members.map(({ email }) => email)).filter((email) => email !== '')
    expect(emails.filter((email) => !/^[a-z.]+\d*@example\.(?:com|org)$/.test(email))).toEqual([])
  })

  test('have the size and spread that the demonstration needs', () => {
    const all = [...inventKent(KENT)]
    const members = all.reduce((sum, { people }) => sum + people.length, 0)
    const events = all.reduce((sum, { revenues, housing }) => sum + (revenues?.history.length ?? 0) + (housing?.history.length ?? 0), 0)
    expect(members / all.length).toBeGreaterThan(2)
    expect(members / all.length).toBeLessThan(2.6)
    expect(events / all.length).toBeGreaterThan(10)
    expect(events / all.length).toBeLessThan(14)
    const inCanterbury = all.filter(({ home }) => home.ward.district === 'canterbury')
    expect(inCanterbury.length / all.length).toBeGreaterThan(0.21)
    expect(inCanterbury.length / all.length).toBeLessThan(0.29)
    const open = all.flatMap(({ housing }) => (housing?.duty && housing.duty.endedOn === '' && housing.duty.kind !== 'MAIN' ? [addDays(housing.duty.startedOn, 56)] : []))
    expect(open.filter((due) => due < TODAY).length).toBeGreaterThan(0)
    expect(open.filter((due) => due === TODAY).length).toBeGreaterThan(0)
    expect(open.filter((due) => due > TODAY && due <= addDays(TODAY, 7)).length).toBeGreaterThan(0)
  })
})

describe('scripted households', () => {
  test('come first, in Canterbury, with income and debt, and without mess', () => {
    const scripted = [...inventKent({ ...KENT, households: 30 })].filter(({ isScripted }) => isScripted)
    expect(scripted).toHaveLength(SCRIPTED_SCENES.length)
    expect(scripted.every(({ home, team }) => home.ward.district === 'canterbury' && team === 'ID')).toBe(true)
    expect(scripted.filter(({ isProtected }) => isProtected)).toHaveLength(1)
  })

  test('have surnames nobody else has, so that a caller is found', () => {
    const surnames = SCRIPTED_SCENES.flatMap(({ people }) => people.map(({ surname }) => surname))
    expect(surnames.filter((surname) => SURNAMES.includes(surname))).toEqual([])
  })

  test('are the same people whatever the seed', () => {
    const names = (seed: number): string[] => [...inventKent({ ...KENT, seed, households: 9 })].map(({ people }) => people[0].surname)
    expect(names(1)).toEqual(names(99))
  })
})
