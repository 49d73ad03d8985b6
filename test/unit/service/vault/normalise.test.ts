import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseAddress } from '../../../../service/vault/domain/normalise-address'
import {
  normaliseAccountNumber, normaliseDateOfBirth, normaliseNiNumber, normalisePhone, normalisePostcode, normaliseUprn,
} from '../../../../service/vault/domain/normalise-identifiers'
import { nameVariants, normaliseName } from '../../../../service/vault/domain/normalise-name'

test.each([
  ["O'Brien", 'OBRIEN'], ['O’Brien', "o'brien"], ['O\u02bcBrien', "o'brien"], ['O\u2032Brien', 'obrien'], ['Smith\u2010Jones', 'smith-jones'], ['Zoë Müller', 'ZOE MULLER'], ['Smith-Jones', 'smith jones'], ['Mrs. Ann Lee', 'ann lee'],
  ['Lee, Ann', 'Ann Lee'], ['Łukasz Bjørn', 'lukasz bjorn'], ['St. John', 'St John'], ['Straße', 'strasse'],
])('%s and %s are one name', (a, b) => {
  expect(normaliseName(a)).toBe(normaliseName(b))
})

test('a name that only begins like a title keeps its letters, and one without letters is none', () => {
  expect(normaliseName('Drew Sirling')).toBe('drewsirling')
  expect(normaliseName('12 3')).toBeNull()
  expect(normaliseName('李 小龍')).toBe('李小龍')
})

test('a double barrel is found by each half, several forenames by all or the first', () => {
  expect(nameVariants({ forenames: 'Mary Ann', surname: 'Smith-Jones' })).toEqual(
    ['maryannjones', 'maryannsmith', 'maryannsmithjones', 'maryjones', 'marysmith', 'marysmithjones'],
  )
  expect(nameVariants({ forenames: 'Ali', surname: 'de la Cruz' })).not.toContain('alide')
})

test('postcodes, NI numbers, phones, accounts, dates of birth and UPRNs have one spelling each, or none', () => {
  expect([' ct1  2ab', 'CT12AB', 'ct1-2ab'].map(normalisePostcode)).toEqual(['CT12AB', 'CT12AB', 'CT12AB'])
  expect(normalisePostcode('CT1 OAB')).toBe('CT10AB')
  expect(['CT', 'Kent', '12345', ''].map(normalisePostcode)).toEqual([null, null, null, null])
  expect(['QQ 12 34 56 C', 'qq123456', 'QQ-12-34-56-d'].map(normaliseNiNumber)).toEqual(['QQ123456', 'QQ123456', 'QQ123456'])
  expect(normaliseNiNumber('QQ12345')).toBeNull()
  expect(['+44 7700 900123', '0044 (0)7700 900123', '07700-900-123', '447700900123'].map(normalisePhone)).toEqual(Array(4).fill('07700900123'))
  expect([normalisePhone('+33 1 23 45 67 89'), normalisePhone('999'), normalisePhone('ring me')]).toEqual(['+33123456789', null, null])
  expect([normaliseAccountNumber('ab/12-3'), normaliseAccountNumber('-')]).toEqual(['AB123', null])
  expect(['1980-02-29', '1981-02-29', '1750-01-01', '01/02/1980'].map(normaliseDateOfBirth)).toEqual(['1980-02-29', null, null, null])
  expect([normaliseUprn('000990000001'), normaliseUprn('12a')]).toEqual(['990000001', null])
})

test('an address is its first line and postcode; a flat takes its building along', () => {
  const at = (lines: string[], postcode: string | null) => normaliseAddress({ lines, postcode })
  expect(at(['12, High Street.'], 'CT1 2AB')).toBe(at(['12 HIGH ST', 'Canterbury'], 'ct12ab'))
  expect(at(['Flat 2', '5 Made Up Lane'], 'CT1 2AB')).not.toBe(at(['Flat 2', '7 Made Up Lane'], 'CT1 2AB'))
  expect([at(['12 High Street'], null), at(['-'], 'CT1 2AB')]).toEqual([null, null])
})

test('normalising never throws and does not change its own answer', () => {
  const all = [normalisePostcode, normaliseNiNumber, normalisePhone, normaliseAccountNumber, normaliseDateOfBirth, normaliseUprn]
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    for (const normalise of all) {
      const once = normalise(text)
      if (once !== null) expect(normalise(once)).toBe(once)
    }
    normaliseName(text)
    normaliseAddress({ lines: [text], postcode: text })
  }))
})
