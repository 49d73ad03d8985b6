import type { DetailKind } from './new-details'

/** `problem`: in the words of the form; null: it can be kept as `value`. */
export interface CheckedValue {
  readonly value: string
  readonly problem: string | null
}

const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$/
const digitsOf = (typed: string): string => typed.replaceAll(/[\s().-]/g, '')

/** `+44 (0)7700…`, `0044 7700…` and `07700…` are one number. */
const nationalOf = (typed: string): string => digitsOf(typed).replace(/^(?:\+44|0044)0?/, '0')
const isAbroad = (number: string): boolean => /^(?:\+|00)[1-9]\d{7,14}$/.test(number)

/** `ct118ab` ▸ `CT11 8AB`; null: no postcode of the United Kingdom has that shape. */
export function tidyPostcode(typed: string): string | null {
  const found = POSTCODE.exec(typed.toUpperCase().replaceAll(/\s+/g, ''))
  return found === null ? null : `${found[1] ?? ''} ${found[2] ?? ''}`
}

const CHECKS: Readonly<Record<DetailKind, (typed: string) => CheckedValue>> = {
  mobile: (typed) => phone(typed, /^07\d{9}$/, 'Enter a mobile number, like 07700 900982. It has 11 digits and begins with 07, or with + and the code of a country'),
  landline: (typed) => phone(typed, /^0[12358]\d{8,9}$/, 'Enter a landline number with its area code, like 01632 960001'),
  email: (typed) => {
    const value = typed.trim()
    return { value, problem: /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value) ? null : 'Enter an e-mail address, like name@example.org' }
  },
  address: (typed) => {
    const value = withTidyPostcode(linesOf(typed))
    if (value.length < 6 || !/\p{L}/u.test(value)) return { value, problem: 'Enter the address as it would stand on an envelope' }
    const last = value.split('\n').at(-1) ?? ''
    // Letters and digits in one short last line are meant for a postcode; an address without one is an address too.
    return { value, problem: /^[A-Z\d ]{4,8}$/i.test(last) && /\d/.test(last) && /[A-Z]/i.test(last) && tidyPostcode(last) === null ? 'Check the postcode: it is like CT11 8AB' : null }
  },
  name: (typed) => {
    const value = typed.trim().replaceAll(/\s+/g, ' ')
    return { value, problem: value.length < 2 || !/\p{L}/u.test(value) ? 'Enter the name, and who they are if you know: “partner”, “sister”' : null }
  },
  other: (typed) => {
    const value = linesOf(typed)
    return { value, problem: value.length < 2 ? 'Enter how they can be reached' : null }
  },
}

const linesOf = (typed: string): string => typed.split('\n').map((line) => line.trim().replaceAll(/\s+/g, ' ')).filter((line) => line !== '').join('\n')

/** `9 Harbour Street, ct118ab` ▸ the postcode as it is written, on a line of its own where it has one. */
const withTidyPostcode = (value: string): string => value.replace(/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i, (found) => tidyPostcode(found) ?? found)

function phone(typed: string, shape: RegExp, words: string): CheckedValue {
  const number = nationalOf(typed)
  if (isAbroad(number)) return { value: number, problem: null }
  return { value: number.startsWith('02') ? `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}` : `${number.slice(0, 5)} ${number.slice(5)}`, problem: shape.test(number) ? null : words }
}

/** Kindly: however it is spaced; what cannot be of its kind is said so, with an example. */
export const checkDetailValue = (kind: DetailKind, typed: string): CheckedValue => CHECKS[kind](typed)
