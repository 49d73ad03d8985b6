const POSTCODE = /^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$/
const NI_NUMBER = /^[A-Z]{2}[0-9]{6}[A-D]?$/

/** `ct1 2ab` → `CT12AB`; a letter O or I where only a digit can stand is read as one. Null when it is no postcode. */
export function normalisePostcode(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s.-]/g, '')
  const inward = plain.slice(-3).replace(/^O/, '0').replace(/^I/, '1')
  const postcode = plain.slice(0, -3) + inward
  return POSTCODE.test(postcode) ? postcode : null
}

/** `qq 12 34 56 c` → `QQ123456`. The suffix letter only says when stamps were due, and is often left out: it does not count. */
export function normaliseNiNumber(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s./-]/g, '')
  return NI_NUMBER.test(plain) ? plain.slice(0, 8) : null
}

/** `+44 (0)7700 900123`, `0044 7700 900123` and `07700 900123` are one. Foreign numbers keep their plus. Null when it is no number. */
export function normalisePhone(text: string): string | null {
  const plain = text.replaceAll(/[\s().-]/g, '').replace(/^00/, '+')
  const national = plain.replace(/^\+?44(?=0?[1-9][0-9]{8,9}$)0?/, '0')
  if (/^0[1-9][0-9]{8,9}$/.test(national)) return national
  return /^\+[1-9][0-9]{7,14}$/.test(plain) ? plain : null
}

/** Letters and digits only, upper case: how account, tenancy and case numbers are compared. Null under three characters. */
export function normaliseAccountNumber(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return plain.length >= 3 ? plain : null
}

/** A real day between 1890 and 2100 as YYYY-MM-DD, else null. */
export function normaliseDateOfBirth(text: string): string | null {
  if (!/^(?:1[89]|20)\d\d-\d\d-\d\d$/.test(text)) return null
  const parsed = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) && text >= '1890' ? text : null
}

/** Unique property reference number: up to 12 digits, leading zeros do not count. Null when it is none. */
export function normaliseUprn(text: string): string | null {
  const digits = text.trim().replace(/^0+/, '')
  return /^[0-9]{1,12}$/.test(digits) ? digits : null
}
