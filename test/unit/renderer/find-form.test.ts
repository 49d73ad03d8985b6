import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeReference } from '../../../shared/model/reference'
import { askFor, cleanNiNumber, cleanPhone, cleanPostcode, NO_FIELDS, readFindForm, type FindFields } from '../../../renderer/features/find/find-form'

const TODAY = '2026-11-23'
const read = (fields: Partial<FindFields>) => readFindForm({ ...NO_FIELDS, ...fields }, TODAY)

describe('What the caller gives', () => {
  test('pasted values are cleaned', () => {
    expect(cleanPostcode('  ct1\t2ab ')).toBe('CT1 2AB')
    expect(cleanNiNumber('qq 12 34 56 c')).toBe('QQ123456C')
    expect(cleanPhone('tel:+44 (0)1632 960-123')).toBe('+441632960123')
    expect(read({ name: ' Jo \u200b Example ', postcode: 'CT12AB' })).toEqual({ kind: 'criteria', criteria: { name: 'Jo Example', postcode: 'CT1 2AB' } })
  })

  test('one account number is enough; one other detail is not', () => {
    expect(read({ accountNumber: 'ct-0099 881' })).toEqual({ kind: 'criteria', criteria: { accountNumber: 'CT-0099881' } })
    expect(read({ name: 'Jo Example' })).toMatchObject({ kind: 'invalid', errors: [{ fieldId: 'name' }] })
    expect(read({})).toMatchObject({ kind: 'invalid' })
  })

  test('each wrong field is named, all at once', () => {
    const question = read({ name: 'J', dateOfBirth: { day: '31', month: '2', year: '1980' }, postcode: 'x', niNumber: '123', phone: '12' })
    expect(question.kind === 'invalid' && question.errors.map(({ fieldId }) => fieldId)).toEqual(['name', 'date-of-birth', 'postcode', 'niNumber', 'phone'])
  })

  test('a date of birth in the future is refused', () => {
    expect(read({ name: 'Jo Example', dateOfBirth: { day: '1', month: '1', year: '2027' } })).toMatchObject({ kind: 'invalid', errors: [{ fieldId: 'date-of-birth' }] })
  })

  test('a whole reference goes before everything else, in any spelling; a wrong one is refused', () => {
    const reference = makeReference([1, 2, 3, 4, 5, 6])
    expect(read({ reference: ` ${reference.toLowerCase().replaceAll('-', ' ')} `, name: 'J' })).toEqual({ kind: 'reference', reference })
    expect(read({ reference: 'K7M' })).toMatchObject({ kind: 'invalid', errors: [{ fieldId: 'reference' }] })
  })

  test('the next question asks for what was not given yet', () => {
    expect(askFor({ name: 'Jo Example', postcode: 'CT1 2AB' })[0]).toBe('their date of birth')
    expect(askFor({ name: 'Jo Example', dateOfBirth: '1980-01-01' })[0]).toBe('their postcode')
  })

  test('whatever is typed, the form answers and never throws', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), fc.string(), fc.string(), (name, postcode, niNumber, phone, accountNumber, day) =>
      ['reference', 'criteria', 'invalid'].includes(read({ name: name.slice(0, 120), postcode, niNumber, phone, accountNumber, dateOfBirth: { day, month: '1', year: '1980' } }).kind)))
  })
})
