import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../../service/intake/build-facts'
import { identitiesOf } from '../../../../service/intake/build-identity'
import { attendanceOf } from '../../../../service/intake/code/attendance-band'
import { eventOn, serviceOf, technologyOf } from '../../../../service/intake/code/dated-service'
import { perThousand, wholeNumber } from '../../../../service/intake/code/numbers'
import { accepted, refused } from '../../../../service/intake/code/reading'
import { groupRecords, type SourceRecord } from '../../../../service/intake/group-records'
import type { AnyMapping } from '../../../../service/intake/mappings/define-mapping'
import { MAPPINGS, PERSON_MAPPINGS } from '../../../../service/intake/mappings/mapping-for'
import type { PersonSource } from '../../../../service/intake/mappings/sources'
import { parseExtract } from '../../../../service/intake/parse-extract'
import { prepareExtract } from '../../../../service/intake/prepare-extract'
import { readWards } from '../../../../service/intake/read-wards'
import { WardFactsSchema } from '../../../../shared/api/sources-api'
import { IdentityRowSchema, MintedSchema, type Minted } from '../../../../shared/api/vault-api'
import { CodedFactsSchema, type CodedFacts } from '../../../../shared/model/coded-facts'
import type { Source } from '../../../../shared/model/codes'
import { isCasementError } from '../../../../shared/errors/casement-error'
import { extractOf, type Cells } from './extract-text'
import { GOOD_ROWS } from './service-extracts'

const SOURCES = Object.keys(MAPPINGS) as Source[]
const PERSON_SOURCES = Object.keys(PERSON_MAPPINGS) as PersonSource[]
const parse = (mapping: AnyMapping, rows: ReadonlyArray<Cells>) => parseExtract(mapping, Buffer.from(extractOf(mapping, rows)))
const recordOf = (source: PersonSource, cells: Cells = GOOD_ROWS[source]): SourceRecord => {
  const { records, rejects } = groupRecords(PERSON_MAPPINGS[source], parse(PERSON_MAPPINGS[source], [cells]))
  expect(rejects).toEqual([])
  return records[0] ?? expect.fail()
}
const minted: Minted[] = [MintedSchema.parse({ row: 1, recordId: 'a'.repeat(32), personId: '1'.repeat(32), householdId: 'b'.repeat(32), reference: '333-333-3', outcome: 'created' })]
const factsFrom = (source: PersonSource, cells?: Cells): CodedFacts => CodedFactsSchema.parse(factsOf(PERSON_MAPPINGS[source], recordOf(source, cells), minted))
const detailsFrom = (source: PersonSource, cells?: Cells) => identitiesOf(PERSON_MAPPINGS[source], recordOf(source, cells))[0]?.details ?? expect.fail()

describe.each(PERSON_SOURCES)('a good row of %s', (source) => {
  test('becomes identities and facts in the agreed forms', () => {
    for (const [i, identity] of identitiesOf(PERSON_MAPPINGS[source], recordOf(source)).entries()) IdentityRowSchema.parse({ row: i + 1, ...identity })
    expect(factsFrom(source)).toMatchObject({ source, ward: { code: 'CAN01', name: 'Barton' }, members: [{ personId: '1'.repeat(32) }] })
  })

  test('keeps every identity and word out of the facts', () => {
    const mapping = PERSON_MAPPINGS[source]
    // Values that their readers accept and that nothing else could be mistaken for.
    const canaries: Record<string, string> = {}
    for (const { name, kind, slot, most } of mapping.columns) {
      if (kind === 'fact') continue
      if (['forenames', 'surname', 'previousName'].includes(slot)) canaries[name] = `Zz${slot}`.slice(0, most)
      else if (['address1', 'address2', 'town', 'health', 'children', 'note', 'noteBy'].includes(slot)) canaries[name] = `Zz-${slot}`
      else if (['recordKey', 'personKey', 'accountNumber', 'claimNumber'].includes(slot) || slot.startsWith('number:')) canaries[name] = `ZZ${slot.replaceAll(/\W/g, '').slice(0, 9).toUpperCase()}`
      else if (slot === 'email') canaries[name] = 'zz@example.com'
      else if (slot === 'uprn') canaries[name] = '999123456789'
      else if (slot === 'postcode') canaries[name] = 'CT1 9OO'
      else if (slot === 'niNumber') canaries[name] = 'QQ987654D'
    }
    const record = recordOf(source, { ...GOOD_ROWS[source], ...canaries, ...(canaries['NOTE'] || canaries['NOTE_TEXT'] ? { NOTE_DATE: '20/09/2026' } : {}) })
    const facts = JSON.stringify(factsOf(mapping, record, minted))
    expect(Object.values(canaries).filter((value) => facts.toUpperCase().includes(value.toUpperCase()))).toEqual([])
  })
})

describe.each(SOURCES)('an extract of %s', (source) => {
  const mapping = MAPPINGS[source]
  const good = extractOf(mapping, [GOOD_ROWS[source]])
  const refusal = (content: string | Buffer): string => {
    try {
      parseExtract(mapping, Buffer.from(content))
    } catch (error) {
      return isCasementError(error) ? error.code : 'another error'
    }
    return 'accepted'
  }

  test('cut short at any byte after its header is refused', () => {
    for (let end = good.indexOf('\r\n') + 2; end < good.trimEnd().length; end += 7) expect(refusal(good.slice(0, end))).toMatch(/^INTAKE_(?:TRUNCATED|LAYOUT)$/)
  })

  test('in UTF-16, or with another header, or with a field that never ends is refused by code', () => {
    expect(refusal(Buffer.from(good, 'utf16le'))).toBe('INTAKE_ENCODING')
    expect(refusal(good.replace(mapping.columns[1]?.name ?? '', 'OTHER'))).toBe('INTAKE_LAYOUT')
    expect(refusal(good.replace('#END', `${'x'.repeat(70_000)}${mapping.delimiter}#END`))).toBe('INTAKE_LAYOUT')
  })

  test('with hostile text or an oversized field in any column loads nothing of it but words, and rejects without repeating it', () => {
    for (const column of mapping.columns) {
      for (const text of ['=HYPERLINK("Zzcanary")', '<script>Zzcanary</script>', 'Zz\u202Ecanary', `Zzcanary${'z'.repeat(5_000)}`]) {
        const { rejects } = prepareExtract(mapping, parse(mapping, [{ ...GOOD_ROWS[source], [column.name]: text }]))
        expect(JSON.stringify(rejects)).not.toContain('Zz')
        const isText = ['address1', 'address2', 'town', 'health', 'children', 'note', 'noteBy'].includes(column.slot)
        const mayHold = isText && text.length <= column.most && !text.includes('\u202E')
        expect(rejects.some((reject) => reject.column === column.name), `${column.name} ${text.slice(0, 12)}`).toBe(!mayHold)
      }
    }
  })

  test('with the same row twice loads it once', () => {
    const { rejects, acceptedRows } = prepareExtract(mapping, parse(mapping, [GOOD_ROWS[source], GOOD_ROWS[source]]))
    expect([acceptedRows, rejects.map(({ reason }) => reason)]).toEqual([1, ['repeated-row']])
  })
})

describe('adult social care', () => {
  test('says services, technology and the financial assessment of a person, and that health details are held but not which', () => {
    const facts = factsFrom('adult-social-care')
    const of = { personId: '1'.repeat(32), source: 'adult-social-care', asAt: '2026-11-20' }
    expect(facts.services).toEqual([
      { kind: 'home-care', domain: 'adult-social-care', startedOn: '2026-02-03', endedOn: null, timesPerWeek: 7, ...of },
      { kind: 'reablement', domain: 'adult-social-care', startedOn: '2025-12-01', endedOn: '2026-01-20', timesPerWeek: null, ...of },
    ])
    expect(facts.technology).toEqual([{ kind: 'telecare', since: '2026-02-03', ...of }])
    expect(facts.financialAssessments).toEqual([{ outcome: 'contributes', weeklyPence: 3_865, assessedOn: '2026-02-10', ...of }])
    expect(facts.healthFlags).toEqual([of])
    expect(JSON.stringify(facts)).not.toMatch(/dementia|memory|mobility|unsteady/i)
  })

  test('gives the vault the ASCH number with the identity, and health details in words', () => {
    const details = detailsFrom('adult-social-care')
    expect(details.identity?.numbers).toEqual([{ kind: 'asch-number', number: 'A90000001' }])
    expect(details.health?.statements).toEqual(['Support reason: memory and cognition', 'Dementia', 'Disability: mobility', 'Unsteady on her feet'])
    expect(details.money).toBeUndefined()
  })
})

test("children's social care says that a social worker is involved; which plan there is goes to the vault", () => {
  expect(factsFrom('childrens-social-care').services).toMatchObject([{ kind: 'childrens-social-work', startedOn: '2026-02-03' }])
  expect(JSON.stringify(factsFrom('childrens-social-care'))).not.toMatch(/protection|s47/i)
  expect(detailsFrom('childrens-social-care').children?.statements).toEqual(['Child protection plan (s47)', 'Stays with grandmother'])
})

test('the school census says attendance as a band, and the school goes to the vault', () => {
  expect(factsFrom('school-census').education).toMatchObject([{ setting: 'in-school', attendance: 'persistent-absence', exclusion: 'suspended', isInAlternativeProvision: true, qualification: null }])
  expect(factsFrom('school-census', { ...GOOD_ROWS['school-census'], SESSIONS_POSSIBLE: '', SESSIONS_MISSED: '', EXCLUDED: 'Y' }).education).toMatchObject([{ attendance: null, exclusion: 'excluded' }])
  expect(detailsFrom('school-census').children?.statements).toEqual(['Attends Oastfield Primary'])
})

test('debt management says its debts, and charges for care are among them', () => {
  expect(factsFrom('debt-management')).toMatchObject({
    debts: [{ kind: 'sundry-debt', domain: 'debt', balancePence: 12_000, stage: 'reminder' }, { kind: 'social-care-charges', domain: 'debt', balancePence: 105_025, stage: 'arrangement' }],
    moratorium: { kind: 'breathing', endsOn: '2026-12-31' },
  })
})

test("county housing says the situation and the support, and shares the ASCH number", () => {
  expect(factsFrom('county-housing')).toMatchObject({ housingSituation: { kind: 'supported-housing', since: '2026-02-03' }, services: [{ kind: 'floating-support', timesPerWeek: 2, domain: 'housing' }] })
  expect(detailsFrom('county-housing').identity?.numbers).toEqual([{ kind: 'asch-number', number: 'A90000001' }])
})

test('the electoral register says since when, and nothing else', () => {
  expect(factsFrom('electoral-register')).toMatchObject({ debts: [], services: [], members: [{ role: 'other' }], chronology: [{ on: '2024-08-03', event: 'elector-registered', domain: 'electoral' }] })
})

test('open data speak of wards, each once', () => {
  const mapping = MAPPINGS['open-data']
  if (mapping.subject !== 'ward') throw new Error('open data are about wards')
  const { wards, rejectedRows } = readWards(mapping, parse(mapping, [GOOD_ROWS['open-data'], { ...GOOD_ROWS['open-data'], WARD_CODE: 'CAN02', IMD_DECILE: '11' }]))
  expect(wards.map((ward) => WardFactsSchema.parse(ward))).toEqual([{
    wardCode: 'CAN01',
    context: { asAt: '2026-04-27', population: 7_010, deprivationDecile: 4, childPoverty: 177, claimants: 42, fuelPoverty: 120, medianRentPence: 115_244, source: 'open-data' },
  }])
  expect(rejectedRows).toBe(1)
})

describe('rejects', () => {
  test.each<readonly [Source, string, string, string]>([
    ['adult-social-care', 'SERVICES', 'HC', 'format'], ['adult-social-care', 'SERVICES', 'ZZ 03/02/2026', 'unknown-code'], ['adult-social-care', 'SERVICES', 'HC 01/01/2027', 'date-range'],
    ['adult-social-care', 'SERVICES', 'HC 03/02/2026 01/02/2026', 'date-range'], ['adult-social-care', 'TECHNOLOGY', 'TEL', 'format'], ['adult-social-care', 'CONDITIONS', 'DEM;XX', 'unknown-code'],
    ['adult-social-care', 'FA_DATE', '', 'missing'], ['adult-social-care', 'FA_WEEKLY', '-1.00', 'amount-range'], ['adult-social-care', 'ASCH_NUMBER', '', 'missing'],
    ['childrens-social-care', 'PLAN', 'XX', 'unknown-code'], ['school-census', 'SESSIONS_MISSED', '121', 'number-invalid'], ['school-census', 'SESSIONS_POSSIBLE', '1e2', 'number-invalid'],
    ['school-census', 'IN_EDUCATION', '', 'missing'], ['school-census', 'POSTCODE', '', 'missing'], ['electoral-register', 'DATE_OF_BIRTH', '', 'missing'], ['electoral-register', 'REGISTERED', '03/25/2024', 'date-order'],
    ['county-housing', 'SINCE', '01/01/2027', 'date-range'], ['county-housing', 'SITUATION', '', 'missing'], ['debt-management', 'CARE_BALANCE', '9,999,999.00', 'amount-range'],
    ['open-data', 'WARD_CODE', 'XXX01', 'unknown-code'], ['open-data', 'IMD_DECILE', '0', 'number-invalid'], ['open-data', 'CLAIMANTS_PC', '100.1', 'number-invalid'], ['open-data', 'POPULATION', '', 'missing'],
  ])('%s, %s "%s" as %s', (source, column, value, reason) => {
    const { rejects, acceptedRows } = prepareExtract(MAPPINGS[source], parse(MAPPINGS[source], [{ ...GOOD_ROWS[source], [column]: value }]))
    expect(rejects).toEqual([{ row: 2, column, reason }])
    expect(acceptedRows).toBe(0)
  })
})

describe('readers', () => {
  test('a whole number is read within its limits and nowhere else', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (n) => {
      expect(wholeNumber(5, 500)(String(n))).toEqual(n >= 5 && n <= 500 ? accepted(n) : refused('number-invalid'))
    }))
    for (const text of ['-1', '1.0', '0x10', '١', '1e3', '', '9999999999']) expect(wholeNumber(0, 1e10)(text)).toEqual(refused('number-invalid'))
  })

  test('a percentage with one decimal is read as parts of a thousand', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000 }), (n) => {
      expect(perThousand((n / 10).toFixed(1))).toEqual(accepted(n))
    }))
    for (const text of ['100.1', '4.25', '-1', '4,2', 'abc']) expect(perThousand(text)).toEqual(refused('number-invalid'))
  })

  test('attendance never gets better by missing more', () => {
    const order = ['regular', 'some-absence', 'persistent-absence', 'severe-absence']
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }), (possible, missed) => {
      const less = Math.min(missed, possible)
      expect(order.indexOf(attendanceOf(less, possible))).toBeLessThanOrEqual(order.indexOf(attendanceOf(possible, possible)))
      if (less > 0) expect(order.indexOf(attendanceOf(less - 1, possible))).toBeLessThanOrEqual(order.indexOf(attendanceOf(less, possible)))
    }))
    expect([attendanceOf(4, 100), attendanceOf(5, 100), attendanceOf(10, 100), attendanceOf(50, 100)]).toEqual(order)
  })

  test('services, technology and single events are read with their dates', () => {
    const service = serviceOf({ HC: 'home-care' })
    expect(service('hc 03/02/2026 X7 04/03/2026')).toEqual(accepted({ kind: 'home-care', startedOn: '2026-02-03', endedOn: '2026-03-04', timesPerWeek: 7 }))
    for (const text of ['HC 03/02/2026 X100', 'HC 03/02/2026 X7 X7', 'HC 03/02/2026 7', 'HC X7']) expect(service(text)).toEqual(refused('format'))
    expect(technologyOf({ TEL: 'telecare' })('TEL 03/02/2026 X1')).toEqual(refused('format'))
    expect(eventOn('elector-registered')('31/02/2026')).toEqual(refused('date-invalid'))
  })
})
