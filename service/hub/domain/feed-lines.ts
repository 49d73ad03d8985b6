import { createHash } from 'node:crypto'
import { endRecord, type EndLine } from '../../../shared/model/change'
import type { HouseholdRow } from '../repositories/hub-tables'
import { sha256Hex } from './sha256-hex'

export type StoredDocument = Readonly<Pick<HouseholdRow, 'document' | 'content_hash'>>
/** One line of a page; `stored`: what it carries, spliced in as it was written. */
export interface PageLine {
  readonly text: string
  readonly stored: StoredDocument | null
}
/** A whole page as it is sent: every byte of it was held to what was stored, or made here. */
export interface HeldPage {
  readonly held: Buffer
}

const NEWLINE = 0x0a
const [BEFORE, AFTER] = ['{"type":"upsert","household":', '}']

/** Lines are spliced around the stored document, which is JSON already: a page of a thousand is not parsed to be written again. */
export const upsertLine = (stored: StoredDocument): PageLine => ({ text: `${BEFORE}${stored.document}${AFTER}`, stored })

export const evictLine = (householdId: string, because: 'scope' | 'restriction' | 'erasure' | 'retention'): PageLine =>
  ({ text: JSON.stringify({ type: 'evict', householdId, because }), stored: null })

/**
 * The lines with their end record, whose hash covers every byte before it and itself: a page cut short, or another, can never pass for
 * this one. Each document was parsed when it was written (`assembleHousehold`), and the bytes that leave are held to the hash it had then.
 * Throws for one that was changed since.
 */
export function closePage(lines: readonly PageLine[], place: Pick<EndLine, 'after' | 'next' | 'more'>): HeldPage {
  const body = Buffer.from(lines.map(({ text }) => `${text}\n`).join(''))
  let at = 0
  for (const { stored } of lines) {
    const end = body.indexOf(NEWLINE, at)
    if (stored !== null && sha256Hex(body.subarray(at + BEFORE.length, end - AFTER.length)) !== stored.content_hash) throw new Error('a stored household is not what was written')
    at = end + 1
  }
  if (at !== body.length) throw new Error('a stored household is not one line')
  const record = { count: lines.length, ...place }
  const whole = createHash('sha256').update(body).update(endRecord(record)).digest('hex')
  return { held: Buffer.concat([body, Buffer.from(`${JSON.stringify({ type: 'end', hash: whole, ...record })}\n`)]) }
}
