import { LedgerFormatError } from './ledger-error'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]))
const SHAPE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const valueAt = (text: string, at: number): number => VALUES.get(text.charAt(at)) ?? 0

/** Standard base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += ALPHABET.charAt(three >> 18) + ALPHABET.charAt((three >> 12) & 63)
    text += (left > 1 ? ALPHABET.charAt((three >> 6) & 63) : '=') + (left > 2 ? ALPHABET.charAt(three & 63) : '=')
  }
  return text
}

/**
 * The reverse, and strict: each byte string has exactly one spelling (padding present, no blanks, unused bits zero), so
 * a signed text cannot be respelled. Throws LedgerFormatError BASE64_MALFORMED.
 */
export function decodeBase64(text: string): Uint8Array {
  if (typeof text !== 'string' || !SHAPE.test(text)) throw malformed()
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  for (let i = 0, at = 0; i < text.length; i += 4, at += 3) {
    const four =
      (valueAt(text, i) << 18) | (valueAt(text, i + 1) << 12) | (valueAt(text, i + 2) << 6) | valueAt(text, i + 3)
    bytes.set([four >> 16, (four >> 8) & 255, four & 255].slice(0, bytes.length - at), at)
  }
  if (padding > 0 && encodeBase64(bytes.slice(-(3 - padding))) !== text.slice(-4)) throw malformed()
  return bytes
}

const malformed = (): LedgerFormatError => new LedgerFormatError('BASE64_MALFORMED', 'not canonical base64')
