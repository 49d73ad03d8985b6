import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../../service/intake/build-facts'
import { identitiesOf } from '../../../../service/intake/build-identity'
import { groupRecords, type Grouped } from '../../../../service/intake/group-records'
import { housing } from '../../../../service/intake/mappings/housing'
import type { Mapping } from '../../../../service/intake/mappings/define-mapping'
import { revenuesAndBenefits } from '../../../../service/intake/mappings/revenues-and-benefits'
import { SAFE_CONTACT_CODES } from '../../../../service/intake/mappings/shared-codes'
import { parseExtract } from '../../../../service/intake/parse-extract'
import { rejectsCsv } from '../../../../service/intake/rejects-file'
import { IdentityRowSchema, MintedSchema } from '../../../../shared/api/vault-api'
import { CodedFactsSchema } from '../../../../shared/model/coded-facts'
import { extractOf, GOOD_HOUSING, GOOD_REVENUES, type Cells } from './extract-text'

const group = (mapping: Mapping, rows: ReadonlyArray<Cells>): Grouped => groupRecords(mapping, parseExtract(mapping, Buffer.from(extractOf(mapping, rows))))
const child: Cells = { ACCOUNT_REF: '70000001A', PERSON_REF: '70000001A-2', MAIN: 'N', EXTRACT_DATE: '22/11/2026', ROLE: 'DEP', FORENAMES: 'Bo', SURNAME: 'Made-Up', DATE_OF_BIRTH: '01/02/2016' }
const minted = (count: number) => Array.from({ length: count }, (_, i) => MintedSchema.parse({
  row: i + 1, recordId: 'a'.repeat(32), personId: String(i + 1).padStart(32, '0'), householdId: 'b'.repeat(32), reference: '333-333-3', outcome: 'created',
}))

describe('rows of one record', () => {
  test('become one record, the main row first, with the address shared', () => {
    const { records, rejects, acceptedRows } = group(revenuesAndBenefits, [child, GOOD_REVENUES])
    expect([records.length, rejects.length, acceptedRows]).toEqual([1, 0, 2])
    const identities = identitiesOf(revenuesAndBenefits, records[0] ?? expect.fail())
    expect(identities.map(({ details }) => details.identity?.fullName)).toEqual(['Ann Made-Up', 'Bo Made-Up'])
    expect(identities[1]?.details.address).toEqual({ lines: ['1 Inkwell Row', 'Canterbury'], postcode: 'CT1 9CV', uprn: '999000000001' })
    for (const [i, identity] of identities.entries()) IdentityRowSchema.parse({ row: i + 1, ...identity })
  })

  test('a repeated person is rejected once, and the first stays', () => {
    const { rejects, acceptedRows, rejectedRows } = group(revenuesAndBenefits, [GOOD_REVENUES, GOOD_REVENUES])
    expect(rejects).toEqual([{ row: 3, column: 'PERSON_REF', reason: 'repeated-row' }])
    expect([acceptedRows, rejectedRows]).toEqual([1, 1])
  })

  test('without their main row are not loaded in part', () => {
    const { records, rejects } = group(revenuesAndBenefits, [{ ...GOOD_REVENUES, CT_BALANCE: '-1.00' }, child])
    expect(records).toEqual([])
    expect(rejects).toEqual([{ row: 2, column: 'CT_BALANCE', reason: 'amount-range' }, { row: 3, column: 'MAIN', reason: 'record-incomplete' }])
  })

  test('keep the rest when one that is not the main row is rejected', () => {
    const { records, rejects } = group(revenuesAndBenefits, [GOOD_REVENUES, { ...child, ROLE: 'ZZ' }])
    expect(records[0]?.rows).toHaveLength(1)
    expect(rejects).toEqual([{ row: 3, column: 'ROLE', reason: 'unknown-code' }])
  })

  test.each([
    ['that is wrong elsewhere', { ...child, PROTECTED: 'Y', PHONE: 'none' }],
    ['in a code that nobody can read', { ...child, PROTECTED: '?' }],
    ['of a person who came before', { ...GOOD_REVENUES, PROTECTED: 'Y' }],
  ])('stay protected when the row that says so is rejected: one %s', (_, rejected) => {
    const { records, rejects } = group(revenuesAndBenefits, [GOOD_REVENUES, rejected])
    expect([records[0]?.rows.length, rejects.length]).toEqual([1, 1])
    expect(identitiesOf(revenuesAndBenefits, records[0] ?? expect.fail()).map(({ isProtected }) => isProtected)).toEqual([true])
    expect(factsOf(revenuesAndBenefits, records[0] ?? expect.fail(), minted(1)).isProtected).toBe(true)
  })

  describe('of which two are marked as the main one', () => {
    const partner: Cells = { ...GOOD_REVENUES, PERSON_REF: '70000001A-2', FORENAMES: 'Bea', NI_NUMBER: '', ROLE: 'PT' }

    test.each([['a debt', { CT_BALANCE: '50.00' }], ['a stage of recovery', { CT_STAGE: 'RMD' }], ['a benefit', { BENEFITS: 'UC 1.00' }], ['an event', { HISTORY: '03/02/2026 MISS 1.00' }], ['a moratorium', { BS_KIND: 'BS', BS_START: '01/11/2026' }]])(
      'lose nothing silently: the second, with %s of its own, is rejected and said to be so', (_, cells) => {
        const { records, rejects, acceptedRows, rejectedRows } = group(revenuesAndBenefits, [GOOD_REVENUES, { ...partner, ...cells, PROTECTED: 'Y' }])
        expect(rejects).toEqual([{ row: 3, column: 'MAIN', reason: 'second-main' }])
        expect([acceptedRows, rejectedRows, records[0]?.rows.length]).toEqual([1, 1, 1])
        expect(records[0]?.rows[0].isProtected).toBe(true)
      })

    test('keep both where the second repeats what the first says of the account, or says nothing', () => {
      for (const second of [partner, { ...partner, CT_BALANCE: '0.00', CT_STAGE: 'NONE', BENEFITS: '', HISTORY: '' }]) {
        const { records, rejects } = group(revenuesAndBenefits, [GOOD_REVENUES, second])
        expect([records[0]?.rows.length, rejects]).toEqual([2, []])
      }
    })
  })

  test('stay protected, whichever row comes first', () => {
    const { records } = group(revenuesAndBenefits, [{ ...child, PROTECTED: 'Y', PHONE: 'none' }, GOOD_REVENUES, { ...child, ACCOUNT_REF: '70000002A', PROTECTED: 'Y', PHONE: 'none' }])
    expect(records.map(({ rows }) => rows.map(({ isProtected }) => isProtected))).toEqual([[true]])
  })

  test('keep the warning before contact that a rejected row gives', () => {
    const { records } = group(revenuesAndBenefits, [{ ...GOOD_REVENUES, SAFE_CONTACT: Object.keys(SAFE_CONTACT_CODES)[0] ?? '' }, { ...child, PHONE: 'none', SAFE_CONTACT: Object.keys(SAFE_CONTACT_CODES)[1] ?? '' }])
    expect(factsOf(revenuesAndBenefits, records[0] ?? expect.fail(), minted(1)).safeContact).toEqual(Object.values(SAFE_CONTACT_CODES).slice(0, 2))
  })
})

describe('the date of an extract', () => {
  test('is that of its rows, whatever else is wrong with some of them', () => {
    expect(group(revenuesAndBenefits, [GOOD_REVENUES, { ...child, ROLE: 'ZZ', EXTRACT_DATE: '21/11/2026' }]).extractDate).toBe('2026-11-22')
    expect(group(revenuesAndBenefits, [{ ...GOOD_REVENUES, ROLE: 'ZZ' }]).extractDate).toBeNull()
  })

  test('must be one: two days in one file are refused whole, with the first row of the other and not what stands there', () => {
    expect(() => group(revenuesAndBenefits, [GOOD_REVENUES, child, { ...GOOD_REVENUES, ACCOUNT_REF: '70000002A', EXTRACT_DATE: '21/11/2026' }]))
      .toThrow(expect.objectContaining({ code: 'INTAKE_DATES_DIFFER', detail: { row: 4 } }))
  })
})

describe('facts', () => {
  test('of the council tax system are codes, dates and pence with source and as-at date', () => {
    const { records } = group(revenuesAndBenefits, [GOOD_REVENUES, child])
    const facts = CodedFactsSchema.parse(factsOf(revenuesAndBenefits, records[0] ?? expect.fail(), minted(2)))
    expect(facts).toMatchObject({
      district: 'canterbury', ward: { code: 'CAN01', name: 'Barton' }, allocatedTeam: 'income-and-debt', isProtected: false, duty: null, moratorium: null,
      members: [{ role: 'account-holder', ageBand: '45-54' }, { role: 'dependant', ageBand: '5-10' }],
      debts: [{ kind: 'council-tax-arrears', balancePence: 128_460, stage: 'liability-order', source: 'revenues-and-benefits', asAt: '2026-11-22' }],
      benefits: [{ kind: 'universal-credit', weeklyPence: 11_250, endsOn: null }, { kind: 'discretionary-housing-payment', weeklyPence: 2_500, endsOn: '2026-12-31' }],
    })
    expect(facts.chronology).toHaveLength(2)
  })

  test('of housing hold the duty with its 56-day clock', () => {
    const { records } = group(housing, [GOOD_HOUSING])
    const facts = CodedFactsSchema.parse(factsOf(housing, records[0] ?? expect.fail(), minted(1)))
    expect(facts.duty).toMatchObject({ kind: 'prevention', startedOn: '2026-10-01', dueOn: '2026-11-26', endedOn: null })
    expect(facts.debts).toMatchObject([{ kind: 'rent-arrears', balancePence: 96_000, stage: 'notice-seeking-possession' }])
  })

  test('hold nothing that the vault was told: a canary in every identity and word stays out', () => {
    const canaries: Cells = { FORENAMES: 'Zzfore', SURNAME: 'Zzsur', PREVIOUS_NAME: 'Zzprev', NI_NUMBER: 'QQ987654D', ADDRESS_1: 'Zzaddress', ADDRESS_2: 'Zzsecond', TOWN: 'Zztown', POSTCODE: 'CT1 9OO',
      UPRN: '999123456789', PHONE: '07700 900999', PHONE_2: '01632 960999', EMAIL: 'zz@example.com', CT_ACCOUNT: 'ZZACCOUNT1', HB_CLAIM: 'ZZCLAIM1', ACCOUNT_REF: 'ZZRECORD1', PERSON_REF: 'ZZPERSON1',
      CHILD_INFO: 'Zzschool', NOTE: 'Zznote', NOTE_BY: 'Zzby', DATE_OF_BIRTH: '13/07/1961' }
    const record = group(revenuesAndBenefits, [{ ...GOOD_REVENUES, ...canaries }]).records[0] ?? expect.fail()
    const identityText = JSON.stringify(identitiesOf(revenuesAndBenefits, record))
    const factText = JSON.stringify(factsOf(revenuesAndBenefits, record, minted(1)))
    const spelt = Object.entries(canaries).map(([column, value]) => (column === 'DATE_OF_BIRTH' ? '1961-07-13' : value))
    expect(spelt.filter((value) => factText.includes(value))).toEqual([])
    expect(spelt.filter((value) => !identityText.includes(value))).toEqual([])
  })

  test('two rows which the vault takes for one person are one member', () => {
    const record = group(revenuesAndBenefits, [GOOD_REVENUES, child]).records[0] ?? expect.fail()
    const [one] = minted(1)
    expect(factsOf(revenuesAndBenefits, record, [one ?? expect.fail(), { ...(one ?? expect.fail()), row: 2 }]).members).toHaveLength(1)
  })
})

describe('notes', () => {
  test('keep their id when the same file comes again, and differ when the words do', () => {
    const idOf = (cells: Cells): string | undefined => identitiesOf(revenuesAndBenefits, group(revenuesAndBenefits, [cells]).records[0] ?? expect.fail())[0]?.details.notes?.entries[0]?.noteId
    expect(idOf(GOOD_REVENUES)).toBe(idOf(GOOD_REVENUES))
    expect(idOf({ ...GOOD_REVENUES, NOTE: 'Other words.' })).not.toBe(idOf(GOOD_REVENUES))
  })

  test('may hold formulas and markup, which are only characters', () => {
    const record = group(revenuesAndBenefits, [{ ...GOOD_REVENUES, NOTE: '=HYPERLINK("http://x")<script>' }]).records[0] ?? expect.fail()
    expect(identitiesOf(revenuesAndBenefits, record)[0]?.details.notes?.entries[0]?.text).toBe('=HYPERLINK("http://x")<script>')
  })
})

describe('rejects', () => {
  const spoilt: ReadonlyArray<readonly [column: string, value: string, reason: string]> = [
    ['SURNAME', '=HYPERLINK("Zzcanary")', 'format'], ['SURNAME', '', 'missing'], ['FORENAMES', 'Z'.repeat(81), 'too-long'], ['DATE_OF_BIRTH', '03/25/1980', 'date-order'],
    ['DATE_OF_BIRTH', '31/02/1980', 'date-invalid'], ['DATE_OF_BIRTH', '01/01/2027', 'date-range'], ['NI_NUMBER', 'Zzcanary', 'format'], ['CT_BALANCE', '99999999.00', 'amount-range'],
    ['CT_BALANCE', 'Zzcanary', 'amount-invalid'], ['CT_STAGE', 'ZZC', 'unknown-code'], ['WARD', 'ZZC01', 'unknown-code'], ['ADDRESS_1', '', 'missing'], ['ADDRESS_1', 'Zz\u202Ecanary', 'control-character'],
    ['TOWN', 'Zzcan\tary', 'control-character'], ['HISTORY', '01/01/2026 ZZ', 'unknown-code'], ['HISTORY', '01/01/2027 MISS', 'date-range'], ['BENEFITS', 'UC 1.00 2.00 3.00', 'format'],
    ['HISTORY', '01/01/2026 MISS;'.repeat(61), 'too-many'], ['POSTCODE', 'ZZCANARY', 'format'], ['NOTE_DATE', '', 'missing'],
  ]

  test.each(spoilt)('%s "%s" is rejected as %s, and the file says where and why but not what', (column, value, reason) => {
    const { rejects, rejectedRows } = group(revenuesAndBenefits, [{ ...GOOD_REVENUES, [column]: value }])
    expect(rejects).toEqual([{ row: 2, column, reason }])
    expect(rejectedRows).toBe(1)
    const csv = rejectsCsv(rejects)
    expect(csv.split('\r\n')[1]).toMatch(new RegExp(`^2,${column},${reason},"[A-Z][^"]+\\."$`))
    for (const canary of ['Zz', 'ZZ', ...(value.length > 3 ? [value] : [])]) expect(csv).not.toContain(canary)
  })

  test('lists every problem of a row, and counts the row once', () => {
    const { rejects, rejectedRows } = group(revenuesAndBenefits, [{ ...GOOD_REVENUES, ROLE: 'ZZ', POSTCODE: 'x' }])
    expect(rejects.map(({ column }) => column)).toEqual(['ROLE', 'POSTCODE'])
    expect(rejectedRows).toBe(1)
  })
})
