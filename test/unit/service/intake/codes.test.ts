import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageAt, ageBandAt } from '../../../../service/intake/code/age-band'
import { codeOf, listOf } from '../../../../service/intake/code/coded-value'
import { benefitOf, eventOf, interventionOf } from '../../../../service/intake/code/dated-code'
import { dutyDueOn } from '../../../../service/intake/code/duty-clock'
import { email, niNumber, phone, postcode, uprn } from '../../../../service/intake/code/identifiers'
import { formatPounds, LARGEST_PENCE, pence } from '../../../../service/intake/code/money'
import { mendCase, personName } from '../../../../service/intake/code/names'
import { accepted, refused } from '../../../../service/intake/code/reading'
import { addDays, formatUkDate, ukDate } from '../../../../service/intake/code/uk-date'

const day = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays('1900-01-01', n))

describe('UK dates', () => {
  test('any date written dd/mm/yyyy is read as itself', () => {
    fc.assert(fc.property(day, (iso) => {
      expect(ukDate(formatUkDate(iso))).toEqual(accepted(iso))
    }))
  })

  test('a month above twelve is called swapped, and is not mended', () => {
    fc.assert(fc.property(day.filter((iso) => Number(iso.slice(8)) > 12), (iso) => {
      expect(ukDate(`${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`)).toEqual(refused('date-order'))
    }))
  })

  test.each(['31/02/1990', '00/01/1990', '29/02/2025', '32/13/2020', '2020-01-01', '1/2/99', '٠١/٠٢/٢٠٢٠', ''])('"%s" is no date', (text) => {
    expect(ukDate(text)).toEqual(refused('date-invalid'))
  })

  test('years that make no sense are refused, a leap day is read', () => {
    expect(ukDate('01/01/1850')).toEqual(refused('date-range'))
    expect(ukDate('29/02/2024')).toEqual(accepted('2024-02-29'))
  })
})

describe('money', () => {
  test('pounds written by us are read as the same pence', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: LARGEST_PENCE }), (amount) => {
      expect(pence(formatPounds(amount))).toEqual(accepted(amount))
      expect(pence(`£${formatPounds(amount)}`)).toEqual(accepted(amount))
    }))
  })

  test.each([['1,234.56', 123_456], ['0.00', 0], ['12', 1_200], ['£7.05', 705]] as const)('%s is %i pence', (text, amount) => {
    expect(pence(text)).toEqual(accepted(amount))
  })

  test.each(['-250.00', '£-1', '-£1.00', '9,999,999.00', '1'.repeat(40)])('%s is out of range', (text) => {
    expect(pence(text)).toEqual(refused('amount-range'))
  })

  test.each(['1,23.45', '1.5', '1.234,56', 'abc', '1e3', '=1+1', '$5.00'])('%s is no amount', (text) => {
    expect(pence(text)).toEqual(refused('amount-invalid'))
  })
})

describe('identifiers', () => {
  test('postcodes of any spelling become one spelling', () => {
    const letter = fc.constantFrom(...'ABCDEFGHJKLMNPRSTUWXYZ')
    const unit = fc.tuple(letter, letter, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 9 }), letter, letter)
    fc.assert(fc.property(unit, ([a, b, district, sector, c, d]) => {
      const spaced = `${a}${b}${district} ${sector}${c}${d}`
      for (const spelling of [spaced, spaced.replace(' ', ''), spaced.toLowerCase(), spaced.replace(' ', '  ')]) expect(postcode(spelling)).toEqual(accepted(spaced))
    }))
  })

  test.each(['CT1', '12345', 'CT1 9CVX', 'CT12', '=CT1 9CV'])('%s is no postcode', (text) => expect(postcode(text).ok).toBe(false))

  test('NI numbers lose their blanks, and keep form', () => {
    expect(niNumber('qq 12 34 56 c')).toEqual(accepted('QQ123456C'))
    for (const text of ['QQ-12-34-56-C', 'QQ 12.34.56 C', 'QQ\u201112\u201334\u201056C']) expect(niNumber(text)).toEqual(accepted('QQ123456C'))
    for (const text of ['QQ12345C', 'QQ12345', 'QQ123456E', 'QQ1234567', 'QQ123456CC', '1Q123456A', 'QQ12345６']) expect(niNumber(text)).toEqual(refused('format'))
  })

  test('an NI number without its suffix letter is one: the letter says nothing of whose it is', () => {
    expect(niNumber('qq 12 34 56')).toEqual(accepted('QQ123456'))
  })

  test('phones, e-mails, UPRNs', () => {
    expect(phone('07700  900123')).toEqual(accepted('07700 900123'))
    expect(phone('+44 7700 900123').ok).toBe(true)
    expect(phone('7700900123').ok).toBe(false)
    expect(phone('07700\u2013900\u2011123')).toEqual(accepted('07700-900-123'))
    // As they stand on letterheads and in address books: whoever's number is written so must not be lost with their row.
    for (const text of ['+44 (0)7700 900123', '0044 7700 900123', '0044 (0)1227 000000']) expect(phone(text)).toEqual(accepted(text))
    expect(email('ann+council@example.com')).toEqual(accepted('ann+council@example.com'))
    for (const text of ['+ann@example.com', '=ann@example.com', 'an=n@example.com']) expect(email(text).ok).toBe(false)
    expect(email('A.B@Example.COM')).toEqual(accepted('a.b@example.com'))
    expect(email('=cmd|x@example.com').ok).toBe(false)
    expect(uprn('000100012345')).toEqual(accepted('100012345'))
    expect(uprn('1234567890123').ok).toBe(false)
  })
})

describe('names', () => {
  test.each([['OKAFOR-LANE', 'Okafor-Lane'], ["o'brien", "O'Brien"], ['MCCARTHY', 'McCarthy'], ['van der Berg', 'van der Berg'], ['çelik', 'Çelik'], ['Ng', 'Ng']])('%s is written %s', (typed, written) => {
    expect(mendCase(typed)).toBe(written)
  })

  test.each([
    ['O\u2019Brien', "O'Brien"], ['O\u2018Brien', "O'Brien"], ['O\u02bcBrien', "O'Brien"], ['o\u2032brien', "O'Brien"], ['O`BRIEN', "O'Brien"],
    ['Smith\u2010Jones', 'Smith-Jones'], ['SMITH\u2011JONES', 'Smith-Jones'], ['Smith\u2013Jones', 'Smith-Jones'], ['Smith\u2014Jones', 'Smith-Jones'],
    ['Ann\u00a0Marie', 'Ann Marie'], ['Zoe\u0308', 'Zo\u00eb'],
  ])('%s, as a word processor writes it, is %s', (typed, written) => {
    expect(personName(typed)).toEqual(accepted(written))
  })

  test.each(['\u2019Brien', '\u2013Ann', 'Ann\u201cSmith', 'Ann\u200bSmith', 'Ann;Smith', '=HYPERLINK("x")', '+44', '-1', '@SUM(A1)', '<b>Ann</b>', '12'])('"%s" is no name', (text) => {
    expect(personName(text)).toEqual(refused('format'))
  })
})

describe('codes and lists', () => {
  const read = codeOf({ RMD: 'reminder' })

  test('case does not matter, and nothing inherited is a code', () => {
    expect(read(' rmd ')).toEqual(accepted('reminder'))
    for (const text of ['ZZ', 'constructor', '__PROTO__', 'TOSTRING']) expect(read(text)).toEqual(refused('unknown-code'))
  })

  test('one bad entry refuses the list, and too long a list is refused', () => {
    expect(listOf(read, 3)('RMD; RMD;')).toEqual(accepted(['reminder', 'reminder']))
    expect(listOf(read, 3)('RMD;ZZ')).toEqual(refused('unknown-code'))
    expect(listOf(read, 1)('RMD;RMD')).toEqual(refused('too-many'))
  })

  test('events, benefits and interventions are read with dates and amounts', () => {
    expect(eventOf({ MISS: 'payment-missed' })('03/02/2026 MISS 145.20')).toEqual(accepted({ on: '2026-02-03', event: 'payment-missed', amountPence: 14_520 }))
    expect(eventOf({ MISS: 'payment-missed' })('MISS')).toEqual(refused('format'))
    expect(benefitOf({ DHP: 'discretionary-housing-payment' })('DHP 25.00 31/12/2026')).toEqual(accepted({ kind: 'discretionary-housing-payment', weeklyPence: 2_500, endsOn: '2026-12-31' }))
    expect(interventionOf({ DEBT: 'debt-advice' }, { OPEN: 'open' })('01/02/2026 DEBT OPEN')).toEqual(accepted({ startedOn: '2026-02-01', kind: 'debt-advice', outcome: 'open' }))
  })
})

describe('ages and clocks', () => {
  test('a birthday makes a year older on the day itself', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 90 }), (born, years) => {
      const birthday = `${Number(born.slice(0, 4)) + years}${born.slice(4)}`
      expect(ageAt(born, birthday)).toBe(years)
      expect(ageAt(born, addDays(born, 1))).toBe(0)
    }))
  })

  test('bands follow the as-at date, and an unknown birth stays unknown', () => {
    expect(ageBandAt('2010-06-01', '2026-05-31')).toBe('11-15')
    expect(ageBandAt('2010-06-01', '2026-06-01')).toBe('16-17')
    expect(ageBandAt('1941-01-01', '2026-06-01')).toBe('75-plus')
    expect(ageBandAt(null, '2026-06-01')).toBe('unknown')
  })

  test('prevention and relief run 56 days, the main duty has no clock', () => {
    expect(dutyDueOn('prevention', '2026-10-01')).toBe('2026-11-26')
    expect(dutyDueOn('relief', '2026-10-01')).toBe('2026-11-26')
    expect(dutyDueOn('main', '2026-10-01')).toBeNull()
  })
})
