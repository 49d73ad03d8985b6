/** Why a value was not accepted: code → words for the rejects file. Never says what the value was. */
export const REJECT_REASONS = {
  encoding: 'A byte in this field is not valid UTF-8.',
  'control-character': 'The field holds a character that cannot be printed.',
  missing: 'The agreement requires this field.',
  'too-long': 'The field is longer than agreed.',
  format: 'The field is not in the agreed form.',
  'unknown-code': 'The code is not in the agreed list.',
  'date-invalid': 'This is not a date of the calendar (dd/mm/yyyy).',
  'date-order': 'Day and month seem to be swapped.',
  'date-range': 'The date lies outside the years that make sense here.',
  'amount-invalid': 'This is not an amount in pounds and pence.',
  'amount-range': 'The amount is negative or too large to be true.',
  'number-invalid': 'This is not a number in the agreed range.',
  'too-many': 'The field lists more entries than agreed.',
  'repeated-row': 'The same person of the same record came earlier in this file.',
  'number-shared': 'Loaded all the same: this number stands with somebody else too, of another name or date of birth. One of the two is wrong.',
  erased: 'Held back: this record, or somebody in it, was erased here. If the resident asks for help again, the controller admits them.',
  'second-main': 'An earlier row is the main one of this record, and this one says something else of the account.',
  'record-incomplete': 'The main row of this record is missing or was rejected.',
} as const satisfies Record<string, string>

export type RejectReason = keyof typeof REJECT_REASONS

/** What a transform made of a field: a value, or the reason why not. A refusal never carries the text. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: RejectReason }

/** A named transform of a column: trimmed, non-empty text in, a typed value or a reason out. */
export type Reader<T> = (text: string) => Reading<T>

export const accepted = <T>(value: T): Reading<T> => ({ ok: true, value })
export const refused = (reason: RejectReason): { readonly ok: false; readonly reason: RejectReason } => ({ ok: false, reason })
