import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../shared/errors/error-code'

describe('error codes', () => {
  it.each(Object.entries(ERROR_CODES))('%s has the form AREA_PROBLEM and says in whole sentences what happened and what to do', (code, { means, action }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    for (const words of [means, action]) expect(words).toMatch(/^[A-Z].*[.]$/)
  })
})
