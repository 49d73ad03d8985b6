import { utf8ToBytes } from '@noble/hashes/utils.js'
import { LedgerFormatError } from './ledger-error'
import { isWellFormed } from './well-formed'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Deeper than anything the ledger holds; a cycle ends here instead of at the bottom of the stack. */
const DEEPEST = 256

/**
 * The one spelling of a JSON value (RFC 8785, JSON Canonicalization Scheme): no blanks, keys in the order of their
 * UTF-16 code units, numbers and strings as ECMAScript writes them. Throws LedgerFormatError JSON_NOT_CANONICAL for
 * whatever has no JSON form: NaN, ±Infinity, undefined, functions, symbols, bigints, holes in arrays, objects with a
 * class (Date, Map), lone surrogates, more than 256 levels. Unlike JSON.stringify it drops and replaces nothing.
 */
export function canonicalise(value: JsonValue): string {
  return write(value, 0)
}

/** `canonicalise` in UTF-8: what is hashed and signed. */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return utf8ToBytes(canonicalise(value))
}

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw refused('the value is nested too deeply')
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value === 'string') return writeString(value)
  if (Array.isArray(value)) return writeArray(value, depth)
  if (isPlainObject(value)) return writeObject(value, depth)
  throw refused('the value has no JSON form')
}

/** RFC 8785 §3.2.2.3: ECMAScript's own number to string; minus zero is 0. */
function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw refused('the number is not finite')
  return String(value)
}

/** RFC 8785 §3.2.2.2: for well-formed strings JSON.stringify escapes exactly what it must. */
function writeString(value: string): string {
  if (!isWellFormed(value)) throw refused('the text holds half a surrogate pair')
  return JSON.stringify(value)
}

function writeArray(value: readonly unknown[], depth: number): string {
  if (Object.keys(value).length !== value.length) throw refused('the array has holes or names')
  return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
}

function writeObject(value: Readonly<Record<string, unknown>>, depth: number): string {
  if (Object.getOwnPropertySymbols(value).length > 0) throw refused('the object has symbol keys')
  // Without a comparer toSorted goes by UTF-16 code units, as RFC 8785 §3.2.3 asks.
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${writeString(key)}:${write(value[key], depth + 1)}`)
  return `{${members.join(',')}}`
}

/** Made by `{}`, JSON.parse or Object.create(null), in this realm or another. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null || prototype === Object.prototype) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf')
}

const refused = (words: string): LedgerFormatError => new LedgerFormatError('JSON_NOT_CANONICAL', words)
