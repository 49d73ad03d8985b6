import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultApi } from '../../../shared/api/vault-api'
import { parseReference } from '../../../shared/model/reference'
import { HUB_AUDIENCE } from '../../../service/demo/identity-provider'
import { openDatabase } from '../../../service/plugins/postgres'
import { listDetails } from '../../../service/vault/repositories/details-repository'
import { run } from '../../support/postgres'
import { identityRow } from './identity-row-factory'
import { startVaultWorld, type VaultWorld } from './vault-world'

let world: VaultWorld
beforeAll(async () => {
  world = await startVaultWorld()
})
afterAll(() => world.stop())

test('the same rows twice are unchanged and keep their pseudonyms; a changed row keeps them too', async () => {
  const rows = [identityRow({ row: 1, recordKey: 'A1' }), identityRow({ row: 2, recordKey: 'A2', forenames: 'Otto' })]
  const first = await world.mint(rows)
  expect(first.map((minted) => minted.outcome)).toEqual(['created', 'created'])
  expect(first.every((minted) => parseReference(minted.reference) === minted.reference)).toBe(true)
  const again = await world.mint(rows)
  expect(again).toEqual(first.map((minted) => ({ ...minted, outcome: 'unchanged' })))
  const changed = await world.mint([identityRow({ row: 1, recordKey: 'A1', phone: '07700 900999' })])
  expect(changed).toEqual([{ ...first[0], outcome: 'changed' }])
})

test('one person is known again by NI number, or by whole name, date of birth and postcode, however they are written', async () => {
  const [original] = await world.mint([identityRow({ recordKey: 'B1', forenames: 'Zoë Ann', surname: "O'Brien-Smith", niNumber: 'QQ 11 22 33 C', uprn: '990000000001' })])
  const [byNumber] = await world.mint([identityRow({ recordKey: 'C1', forenames: 'Zoe', surname: 'Married', niNumber: 'qq112233' })], 'revenues-and-benefits')
  const [byName] = await world.mint([identityRow({ recordKey: 'C2', forenames: 'ZOE ANN', surname: 'OBRIEN SMITH', postcode: 'ct19cv' })], 'revenues-and-benefits')
  expect(byNumber).toMatchObject({ outcome: 'matched', personId: original?.personId })
  expect(byName).toMatchObject({ outcome: 'matched', personId: original?.personId })
})

test('a wrong NI number does not join strangers, and equal names with different numbers stay two people', async () => {
  const [one] = await world.mint([identityRow({ recordKey: 'D1', forenames: 'Una', surname: 'First', niNumber: 'QQ445566A' })])
  const [mistyped] = await world.mint([identityRow({ recordKey: 'D2', forenames: 'Bert', surname: 'Other', dateOfBirth: '1999-09-09', niNumber: 'QQ445566A' })])
  const [namesake] = await world.mint([identityRow({ recordKey: 'D3', forenames: 'Una', surname: 'First', niNumber: 'QQ778899A' })])
  expect(new Set([one?.personId, mistyped?.personId, namesake?.personId]).size).toBe(3)
})

test('a source row that comes to speak of somebody else mints or matches anew, and the old person stays as they were', async () => {
  const slot = { recordKey: 'S1', lines: ['1 Slot Street'] }
  const old = { ...slot, forenames: 'Ada', surname: 'Before', dateOfBirth: '1950-05-05', niNumber: 'QQ515151A' }
  const [ada] = await world.mint([identityRow(old)])
  const [bob] = await world.mint([identityRow({ ...old, niNumber: 'QQ525252A' })])
  expect(bob).toMatchObject({ outcome: 'created', recordId: ada?.recordId, householdId: ada?.householdId })
  expect(bob?.personId).not.toBe(ada?.personId)
  const elsewhere = { forenames: 'Cleo', surname: 'Known', dateOfBirth: '1991-01-09', niNumber: 'QQ535353A' }
  const [cleo] = await world.mint([identityRow({ ...elsewhere, recordKey: 'R1', lines: ['2 Slot Street'] })], 'revenues-and-benefits')
  expect(await world.mint([identityRow({ ...slot, ...elsewhere })])).toMatchObject([{ outcome: 'matched', personId: cleo?.personId }])
  const [noNumber] = await world.mint([identityRow({ ...slot, forenames: 'Dora', surname: 'Numberless', dateOfBirth: '1972-02-08' })])
  expect(noNumber).toMatchObject({ outcome: 'created' })

  const said = 'select person_id, superseded_at is null as now from source_rows where record_hash in (select record_hash from source_records where record_id = $1) order by position'
  const expected = [ada, bob, cleo, noNumber].map((minted, i) => ({ person_id: minted?.personId, now: i === 3 }))
  expect(await run(world.database.adminUrl, said, [ada?.recordId])).toEqual(expected)
  const kept = 'select distinct field_group from person_details join source_rows using (row_hash) where person_id = $1'
  expect((await run(world.database.adminUrl, kept, [ada?.personId])).map(({ field_group: group }) => group)).toContain('identity')
  expect(await world.mint([identityRow({ ...slot, forenames: 'Dora', surname: 'Numberless', dateOfBirth: '1972-02-08' })])).toMatchObject([{ outcome: 'unchanged' }])
  expect(await world.mint([identityRow(old)]), 'back to the first').toMatchObject([{ outcome: 'matched', personId: ada?.personId }])
})

test('a marriage, a corrected date of birth, or a number that arrives later do not make somebody else', async () => {
  const person = { recordKey: 'M1', forenames: 'Mina', surname: 'Maiden', dateOfBirth: '1985-04-04', lines: ['1 Constant Close'] }
  const [first] = await world.mint([identityRow(person)])
  for (const change of [{ surname: 'Wedded' }, { surname: 'Wedded', dateOfBirth: '1985-04-05' }, { surname: 'Wedded', dateOfBirth: '1985-04-05', niNumber: 'QQ545454A' }]) {
    expect(await world.mint([identityRow({ ...person, ...change })])).toEqual([{ ...first, outcome: 'changed' }])
  }
})

test('people of one address share a household: by UPRN first, by first line and postcode else; two UPRNs are two flats', async () => {
  const at = (row: number, recordKey: string, lines: string[], uprn: string | null, postcode: string | null = 'CT2 9CK') =>
    identityRow({ row, recordKey, forenames: `Person ${'abcdefgh'[row]}`, lines, uprn, postcode, niNumber: `QQ9000${10 + row}A` })
  const minted = await world.mint([
    at(1, 'E1', ['12 Invented Road'], '990000000012'), at(2, 'E2', ['12, INVENTED RD.'], null), at(3, 'E3', ['Somewhere else'], '0990000000012'),
    at(4, 'E4', ['12 Invented Road'], '990000000013'), at(5, 'E5', ['Flat 1', '3 Made Up Lane'], null), at(6, 'E6', ['Flat 1', '5 Made Up Lane'], null),
  ])
  const household = (row: number) => minted.find((item) => item.row === row)?.householdId
  expect(household(2)).toBe(household(1))
  expect(household(3)).toBe(household(1))
  expect(household(4)).not.toBe(household(1))
  expect(household(5)).not.toBe(household(6))
  const [noPostcode] = await world.mint([{ ...at(1, 'F1', ['12 Invented Road'], null, null) }], 'revenues-and-benefits')
  expect(noPostcode).toMatchObject({ outcome: 'matched', householdId: household(1) })
})

test('a row that stands in the batch twice is answered twice and kept once', async () => {
  const minted = await world.mint([identityRow({ row: 1, recordKey: 'G1', forenames: 'Twice' }), identityRow({ row: 2, recordKey: 'G1', forenames: 'Twice' })])
  expect(minted.map((item) => item.outcome)).toEqual(['created', 'unchanged'])
  expect(minted[1]?.personId).toBe(minted[0]?.personId)
})

test('two batches at the same moment mint one pseudonym for one person', async () => {
  const person = { forenames: 'Rosalind', surname: 'Racer', niNumber: 'QQ313131B', lines: ['1 Race Street'] }
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => world.mint([identityRow({ ...person, recordKey: `H${i}` })], i % 2 === 0 ? 'housing' : 'revenues-and-benefits')),
  )
  expect(new Set(answers.flat().map((minted) => minted.personId)).size).toBe(1)
  expect(answers.flat().filter((minted) => minted.outcome === 'created')).toHaveLength(1)
})

test('a batch of an older extract, of the future, or of two dates mints nothing, whoever asked before', async () => {
  const census = (recordKey: string, asAt: string) => identityRow({ recordKey, asAt, forenames: 'Cassie', surname: recordKey })
  await world.mint([census('census-a', '2026-11-18')], 'school-census')
  await expect(world.mint([census('census-b', '2026-11-17')], 'school-census')).rejects.toThrow('INTAKE_EXTRACT_OLDER {"source":"school-census","extractDate":"2026-11-17","lastLoaded":"2026-11-18"}')
  await expect(world.mint([census('census-b', '2099-01-01')], 'school-census')).rejects.toThrow('INTAKE_EXTRACT_FUTURE')
  await expect(world.mint([{ ...census('census-b', '2026-11-18'), row: 2 }, census('census-c', '2026-11-19')], 'school-census')).rejects.toThrow('REQUEST_INVALID')
  expect(await world.mint([census('census-b', '2026-11-18')], 'school-census')).toMatchObject([{ outcome: 'created' }])
})

test('only intake may mint, with a token for the vault', async () => {
  const body = { runId: randomUUID(), source: 'housing', rows: [identityRow()] }
  for (const token of [await world.token('officer'), await world.intakeToken(HUB_AUDIENCE), 'rubbish']) {
    expect((await world.call(vaultApi.mintPseudonyms, body, { token })).problem).toMatchObject({ code: 'ACCESS_TOKEN_INVALID' })
  }
})

test('the tables hold no identity in clear, in no spelling', async () => {
  const sentinel = 'Xqzzy-Sentinel'
  await world.mint([identityRow({ recordKey: `${sentinel}-account`, forenames: sentinel, surname: sentinel, niNumber: 'QQ999999D', lines: [`${sentinel} House`], note: `${sentinel} wrote` })])
  const tables = await run(world.database.adminUrl, "select tablename from pg_tables where schemaname = 'public'")
  const dump = async (): Promise<string> => {
    const texts = await Promise.all(tables.map(async ({ tablename }) =>
      (await run(world.database.adminUrl, `select t::text as line from ${String(tablename)} t`)).map(({ line }) => String(line)).join('\n')))
    return texts.join('\n').toLowerCase()
  }
  const spellings = (text: string) => [
    text, Buffer.from(text).toString('hex'), Buffer.from(text, 'utf16le').toString('hex'), Buffer.from(text).toString('base64'),
    Buffer.from(text.slice(1, 10)).toString('hex'),
  ].map((spelling) => spelling.toLowerCase())
  const clear = await dump()
  expect(clear.length).toBeGreaterThan(10_000)
  for (const spelling of [...spellings(sentinel), ...spellings('QQ999999'), ...spellings('xqzzysentinel')]) expect(clear).not.toContain(spelling)
  await run(world.database.adminUrl, `insert into schema_migrations values ('${sentinel}')`)
  expect(await dump()).toContain(sentinel.toLowerCase()) // the scan does find one that is planted
  await run(world.database.adminUrl, `delete from schema_migrations where name = '${sentinel}'`)
})

test('the service role can neither rewrite nor remove what the vault remembers', async () => {
  const url = await world.database.appUrl('casement_vault')
  for (const statement of [
    'delete from releases', 'update releases set officer_id = null', 'delete from lookups', 'update lookups set outcome = null', 'delete from witnessed_checkpoints',
    'update devices set revoked_at = null', 'update devices set signing_key = ecdh_key', 'delete from devices', 'delete from device_replacements', 'update device_replacements set replaced_by = null', 'update notes set sealed = null', 'delete from notes', 'delete from people', 'drop table people', 'truncate releases', 'create table x (y int)',
  ]) {
    await expect(run(url, statement), statement).rejects.toMatchObject({ code: '42501' })
  }
})

test('two thousand households mint in batches, each in one transaction with few round trips', async () => {
  const rows = Array.from({ length: 2_000 }, (_, i) => identityRow({
    row: (i % 500) + 1, recordKey: `bulk-${i}`, forenames: `Bulk${String.fromCharCode(97 + (i % 26))}`, surname: `Person${i}`, lines: [`${i} Bulk Street`], niNumber: `QQ${String(100_000 + i)}A`,
  }))
  for (let i = 0; i < 4; i += 1) {
    const minted = await world.mint(rows.slice(i * 500, i * 500 + 500))
    expect(minted.filter((item) => item.outcome === 'created')).toHaveLength(500)
    expect(new Set(minted.map((item) => item.householdId)).size).toBe(500)
  }
})

test('an NI number copied from a partner joins nobody: not without a date of birth, and not twins, in either order', async () => {
  const known = { forenames: 'Paula', surname: 'Partner', dateOfBirth: '1981-05-06', niNumber: 'QQ717171A' }
  const [paula] = await world.mint([identityRow({ ...known, recordKey: 'N1', lines: ['1 Copied Close'] })], 'revenues-and-benefits')
  const copied = identityRow({ row: 1, recordKey: 'N2', personKey: 'a', forenames: 'Rolf', surname: 'Partner', dateOfBirth: null, niNumber: known.niNumber, lines: ['1 Copied Close'] })
  const own = identityRow({ ...known, row: 2, recordKey: 'N2', personKey: 'b', lines: ['1 Copied Close'] })
  const [rolf, again] = await world.mint([copied, own])
  expect(rolf).toMatchObject({ outcome: 'created', doubt: 'ni-number' })
  expect(again).toMatchObject({ outcome: 'matched', personId: paula?.personId, doubt: 'ni-number' })
  expect(await world.mint([copied, own]), 'the doubt stays until the partner mends it').toMatchObject([{ outcome: 'unchanged', doubt: 'ni-number' }, { outcome: 'unchanged', doubt: 'ni-number' }])

  const [alone] = await world.mint([{ ...copied, recordKey: 'N7' }], 'debt-management')
  expect(alone, 'in a record of his own').toMatchObject({ personId: rolf?.personId, doubt: 'ni-number' })
  const [stranger] = await world.mint([identityRow({ recordKey: 'N8', forenames: 'Nils', surname: 'Nobirth', dateOfBirth: null, niNumber: known.niNumber })], 'debt-management')
  expect(stranger).toMatchObject({ outcome: 'created', doubt: 'ni-number' })

  const twin = { dateOfBirth: '1999-01-02', surname: 'Twin', niNumber: 'QQ727272A', lines: ['2 Copied Close'], recordKey: 'N3' }
  const [tess] = await world.mint([identityRow({ ...twin, recordKey: 'N4', forenames: 'Tess' })], 'revenues-and-benefits')
  const [tom, tessAgain] = await world.mint([identityRow({ ...twin, row: 1, personKey: 'a', forenames: 'Tom' }), identityRow({ ...twin, row: 2, personKey: 'b', forenames: 'Tess' })])
  expect(tom).toMatchObject({ outcome: 'created', doubt: 'ni-number' })
  expect(tessAgain).toMatchObject({ outcome: 'matched', personId: tess?.personId })
  const fresh = { ...twin, niNumber: 'QQ737373A', recordKey: 'N5', lines: ['3 Copied Close'] }
  const [ida, ivo] = await world.mint([identityRow({ ...fresh, row: 1, personKey: 'a', forenames: 'Ida' }), identityRow({ ...fresh, row: 2, personKey: 'b', forenames: 'Ivo' })])
  expect(ivo?.personId).not.toBe(ida?.personId)
  const [old, young] = await world.mint([
    identityRow({ row: 1, recordKey: 'N6', personKey: 'a', forenames: 'Same', surname: 'Name', dateOfBirth: '1950-01-01', niNumber: 'QQ747474A', lines: ['4 Copied Close'] }),
    identityRow({ row: 2, recordKey: 'N6', personKey: 'b', forenames: 'Same', surname: 'Name', dateOfBirth: '1975-01-01', niNumber: 'QQ747474A', lines: ['4 Copied Close'] }),
  ])
  expect(young?.personId).not.toBe(old?.personId)
})

test('an NI number joins where the name or the date of birth says the same, and one person who stands twice in a record stays one', async () => {
  const [first] = await world.mint([identityRow({ recordKey: 'J1', forenames: 'Jo', surname: 'Joined', dateOfBirth: '1983-03-03', niNumber: 'QQ818181A' })])
  const [noBirth] = await world.mint([identityRow({ recordKey: 'J2', forenames: 'Jo', surname: 'Joined', dateOfBirth: null, niNumber: 'QQ818181' })], 'revenues-and-benefits')
  const [married] = await world.mint([identityRow({ recordKey: 'J3', forenames: 'Jo', surname: 'Wedded', dateOfBirth: '1983-03-03', niNumber: 'QQ818181A' })], 'debt-management')
  const twice = [1, 2].map((row) => identityRow({ row, recordKey: 'J4', personKey: String(row), forenames: 'Jo', surname: 'Joined', dateOfBirth: row === 1 ? '1983-03-03' : null, niNumber: 'QQ818181A' }))
  for (const minted of [noBirth, married, ...(await world.mint(twice, 'county-housing'))]) expect(minted).toMatchObject({ personId: first?.personId, doubt: null })
})

test('a shared number without a date of birth joins nobody of another name either', async () => {
  const numbers = [{ kind: 'asch-number' as const, number: 'A90009009' }]
  const [cared] = await world.mint([identityRow({ recordKey: 'A90009009', forenames: 'Cora', surname: 'Cared', numbers })], 'adult-social-care')
  const [carer] = await world.mint([identityRow({ recordKey: 'A90009009', personKey: '2', forenames: 'Carl', surname: 'Carer', dateOfBirth: null, postcode: 'CT2 7MV', numbers })], 'county-housing')
  expect(carer).toMatchObject({ outcome: 'created', doubt: 'shared-number' })
  expect(carer?.personId).not.toBe(cared?.personId)
})

test('a copied number put right is a correction: the pseudonym stays, and nothing is left to look at', async () => {
  const own = identityRow({ recordKey: 'P1', forenames: 'Olga', surname: 'Owner', dateOfBirth: '1982-06-07', niNumber: 'QQ838383A', lines: ['1 Righted Road'] })
  const copied = { recordKey: 'P2', forenames: 'Karl', surname: 'Copied', dateOfBirth: null, lines: ['1 Righted Road'] }
  await world.mint([own])
  const [karl] = await world.mint([identityRow({ ...copied, niNumber: 'QQ838383A' })], 'revenues-and-benefits')
  expect(karl).toMatchObject({ outcome: 'created', doubt: 'ni-number' })
  expect(await world.mint([own])).toMatchObject([{ outcome: 'unchanged', doubt: 'ni-number' }])
  expect(await world.mint([identityRow({ ...copied, niNumber: 'QQ848484A' })], 'revenues-and-benefits')).toMatchObject([{ outcome: 'changed', personId: karl?.personId, doubt: null }])
  expect(await world.mint([own])).toMatchObject([{ doubt: null }])
  await world.mint([identityRow({ ...copied, niNumber: 'QQ838383A', forenames: 'Lou', recordKey: 'P3' })], 'revenues-and-benefits')
  expect(await world.mint([own])).toMatchObject([{ doubt: 'ni-number' }])
  await world.mint([identityRow({ ...copied, niNumber: 'QQ858585A', forenames: 'Max', dateOfBirth: '1990-10-10', recordKey: 'P3' })], 'revenues-and-benefits')
  expect(await world.mint([own]), 'what a row said of somebody before is no row of today').toMatchObject([{ doubt: null }])
})

test('where sources disagree, somebody lives where the one has them that said something new last, however often the others repeat themselves', async () => {
  const person = { forenames: 'Hope', surname: 'Moves', dateOfBirth: '1977-07-07', niNumber: 'QQ919191A' }
  const at = (recordKey: string, street: string, asAt: string, phone: string) => identityRow({ ...person, recordKey, lines: [street], asAt, phone })
  const tax = async (street: string, day: string, phone: string) => (await world.mint([at('V1', street, day, phone)], 'adult-social-care'))[0]
  const rent = async (street: string, day: string, phone: string) => (await world.mint([at('V2', street, day, phone)], 'childrens-social-care'))[0]
  const home = async (personId: unknown) => (await run(world.database.adminUrl, 'select household_id from people where person_id = $1', [personId]))[0]?.['household_id']

  const first = await tax('1 Moving Mews', '2026-11-20', '07700 900001')
  expect(await home(first?.personId)).toBe(first?.householdId)
  const older = await rent('2 Moving Mews', '2026-11-19', '07700 900002')
  expect(older).toMatchObject({ outcome: 'matched', personId: first?.personId })
  expect(await home(first?.personId), 'an older extract of another source moves nobody').toBe(first?.householdId)
  await rent('2 Moving Mews', '2026-11-21', '07700 900003')
  expect(await home(first?.personId), 'nor does it when it says the same again, later').toBe(first?.householdId)
  const moved = await rent('3 Moving Mews', '2026-11-22', '07700 900003')
  expect(await home(first?.personId), 'news moves').toBe(moved?.householdId)
  await tax('1 Moving Mews', '2026-11-23', '07700 900004')
  expect(await home(first?.personId), 'a changed telephone number is no move').toBe(moved?.householdId)
  const settled = await tax('4 Moving Mews', '2026-11-24', '07700 900004')
  expect(await home(first?.personId)).toBe(settled?.householdId)
  await rent('3 Moving Mews', '2026-11-25', '07700 900005')
  expect(await home(first?.personId)).toBe(settled?.householdId)
  const { db, close } = openDatabase<unknown>({ url: world.database.adminUrl })
  const [address] = await listDetails(db, [String(first?.personId)], ['address'])
  await close()
  expect(await run(world.database.adminUrl, 'select record_id from source_records join source_rows using (record_hash) where row_hash = $1', [address?.row_hash]), 'a reveal gives the address of that household, not of whoever sent the last extract')
    .toEqual([{ record_id: settled?.recordId }])
})

test('a member without a change of their own moves with the record', async () => {
  const record = (street: string, asAt: string) => [
    identityRow({ row: 1, recordKey: 'W1', personKey: 'a', forenames: 'Main', surname: 'Mover', niNumber: 'QQ929292A', lines: [street], asAt }),
    { ...identityRow({ row: 2, recordKey: 'W1', personKey: 'b', forenames: 'With', surname: 'Mover', niNumber: 'QQ939393A', lines: ['own'], asAt, postcode: null }) },
  ]
  await world.mint(record('1 Together Terrace', '2026-11-24'), 'county-housing')
  await world.mint(record('1 Together Terrace', '2026-11-25'), 'county-housing')
  const placed = async (people: unknown[]) => (await run(world.database.adminUrl, 'select distinct placed_on::text from source_rows where person_id = any($1)', [people])).map((row) => row['placed_on'])
  const [main, member] = await world.mint(record('2 Together Terrace', '2026-11-25'), 'county-housing')
  expect(await run(world.database.adminUrl, 'select distinct household_id from people where person_id = any($1)', [[main?.personId, member?.personId]])).toEqual([{ household_id: main?.householdId }])
  expect(await placed([main?.personId, member?.personId])).toEqual(['2026-11-25'])
  expect((await world.mint(record('2 Together Terrace', '2026-11-25'), 'county-housing')).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
})
