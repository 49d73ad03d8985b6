import { describe, expect, it } from 'vitest'
import { checkDetailValue, tidyPostcode } from '../../../../shared/model/detail-value'
import { groupOfDetail } from '../../../../shared/model/new-details'
import { findIdentified } from '../../../../shared/reason/find-identified'

describe('what an officer was given is read kindly', () => {
  it.each([
    ['mobile', '07700 900982', '07700 900982'], ['mobile', '+44 (0)7700-900982', '07700 900982'], ['mobile', '0044 7700 900 982', '07700 900982'], ['mobile', '+33 6 12 34 56 78', '+33612345678'],
    ['landline', '01632 960001', '01632 960001'], ['landline', '020 7946 0018', '020 7946 0018'], ['email', ' jo@example.org ', 'jo@example.org'], ['name', '  Robin   Testbourne, partner ', 'Robin Testbourne, partner'],
    ['address', '9 Harbour Street \n\n Testhaven\nct118ab', '9 Harbour Street\nTesthaven\nCT11 8AB'], ['address', '9 Harbour Street, Testhaven ct11 8ab', '9 Harbour Street, Testhaven CT11 8AB'], ['other', 'Through the warden', 'Through the warden'],
  ] as const)('a %s %j is kept as %j', (kind, typed, value) => {
    expect(checkDetailValue(kind, typed)).toEqual({ value, problem: null })
  })

  it.each([
    ['mobile', '01632 960001'], ['mobile', '07700 90098'], ['mobile', ''], ['landline', '07700 900982'], ['landline', '960001'], ['email', 'jo at example'], ['email', 'jo@example'], ['address', '12'],
    ['address', '9 Harbour Street\nCT11 8A'], ['name', ' '], ['other', ''],
  ] as const)('a %s %j is refused with an example', (kind, typed) => {
    expect(checkDetailValue(kind, typed).problem).toMatch(/^(Enter|Check)/)
  })

  it('a postcode has the shape of one, and an address opens with addresses only', () => {
    expect([tidyPostcode('ct1 2nh'), tidyPostcode('me194qz'), tidyPostcode('CT1'), tidyPostcode('QQ123456A')]).toEqual(['CT1 2NH', 'ME19 4QZ', null, null])
    expect([groupOfDetail('address'), groupOfDetail('mobile'), groupOfDetail('name')]).toEqual(['address', 'contact', 'contact'])
  })
})

describe('what a note seems to hold', () => {
  it.each([
    ['Now on 07700 900982, evenings', 'mobile', '07700 900982'], ['Rings from 01632 960001', 'landline', '01632 960001'], ['Write to jo@example.org instead', 'email', 'jo@example.org'],
    ['Moving to CT11 8AB next week', 'address', 'CT11 8AB'], ['Lives with Mr Testbourne now', 'name', 'Mr Testbourne'],
  ])('%j holds a %s', (note, kind, text) => {
    const found = findIdentified(note)
    expect(found).toMatchObject({ kind, text })
    expect(note.slice(...(found?.at ?? [0, 0]))).toBe(text)
  })

  it.each(['Agreed to pay £120 a month from March', 'NI number seen: QQ123456C, card returned', 'Spoke at the door, calmer than before', ''])('%j is offered nothing', (note) => {
    expect(findIdentified(note)).toBeNull()
  })
})
