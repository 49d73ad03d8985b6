import { hash } from 'node:crypto'

/** SHA-256 of text (UTF-8) or bytes, 64 hex digits. In one call: an object of the runtime costs more than a short text. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data)
