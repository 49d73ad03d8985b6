import { createHash } from 'node:crypto'
import { endRecord, type EndLine } from '../../../shared/model/change'
import { HouseholdRecordSchema } from '../../../shared/model/household'
import type { HouseholdRow } from '../repositories/hub-tables'
import { sha256Hex } from './sha256-hex'
import { seesEverything, shareHousehold, type Sharing } from './share-household'

export type StoredDocument = Readonly<Pick<HouseholdRow, 'document' | 'content_hash'>>
/** One line of a page: what was stored, spliced in as it was written, or a line made here. */
export type PageLine = { readonly stored: StoredDocument } | { readonly text: string }
/** A whole page as it is sent: every byte of it was held to what was stored, or made here. */
export interface HeldPage {
  readonly held: Buffer
}

const [BEFORE, AFTER] = ['{"type":"upsert","household":', '}\n']
const NEWLINE = 0x0a
/** Of UTF-8, for one unit of a string. */
const MOST_BYTES = 3
/** The end record with its newline: a hash and two places. */
const LONGEST_END = 1_024

/** Lines are spliced around the stored document, which is JSON already: a page of a thousand is not parsed to be written again. */
export const upsertLine = (stored: StoredDocument): PageLine => ({ stored })

/** The line for a reader of some domains only: parsed and written anew, and held to its hash before. Throws for one that was changed since it was stored. */
export function sharedLine(stored: StoredDocument, sharing: Sharing): PageLine {
  if (seesEverything(sharing)) return upsertLine(stored)
  if (sha256Hex(stored.document) !== stored.content_hash) throw new Error('a stored household is not what was written')
  return { text: JSON.stringify({ type: 'upsert', household: shareHousehold(HouseholdRecordSchema.parse(JSON.parse(stored.document)), sharing) }) }
}

export const evictLine = (householdId: string, because: 'scope' | 'restriction' | 'erasure' | 'retention'): PageLine =>
  ({ text: JSON.stringify({ type: 'evict', householdId, because }) })

/**
 * The lines with their end record, whose hash covers every byte before it and itself: a page cut short, or another, can never pass for
 * this one. Each document was parsed when it was written (`assembleHousehold`), and the bytes that leave are held to the hash it had then.
 * Throws for one that was changed since. All is written into one piece of memory: a page is some megabytes, and joining strings copies it three times.
 */
export function closePage(lines: readonly PageLine[], place: Pick<EndLine, 'after' | 'next' | 'more'>): HeldPage {
  const page = Buffer.allocUnsafeSlow(lines.reduce((sum, line) => sum + mostBytes(line), LONGEST_END))
  let at = 0
  for (const line of lines) {
    if ('text' in line) {
      at += page.write(`${line.text}\n`, at)
      continue
    }
    at += page.write(BEFORE, at, 'latin1')
    const from = at
    at += page.write(line.stored.document, at)
    const document = page.subarray(from, at)
    if (sha256Hex(document) !== line.stored.content_hash) throw new Error('a stored household is not what was written')
    if (document.includes(NEWLINE)) throw new Error('a stored household is not one line')
    at += page.write(AFTER, at, 'latin1')
  }
  const record = { count: lines.length, ...place }
  const hash = createHash('sha256').update(page.subarray(0, at)).update(endRecord(record)).digest('hex')
  at += page.write(`${JSON.stringify({ type: 'end', hash, ...record })}\n`, at)
  return { held: page.subarray(0, at) }
}

const mostBytes = (line: PageLine): number => MOST_BYTES * ('text' in line ? line.text.length : line.stored.document.length) + BEFORE.length + AFTER.length
