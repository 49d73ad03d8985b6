import { createHash } from 'node:crypto'
import { endRecord, type EndLine } from '../../../shared/model/change'
import type { HouseholdRow } from '../repositories/hub-tables'
import { sha256Hex } from './sha256-hex'

export type StoredDocument = Readonly<Pick<HouseholdRow, 'document' | 'content_hash'>>

/**
 * Lines are spliced around the stored document, which is JSON already: a page of a thousand is not parsed to be written again. It was parsed
 * when it was written (`assembleHousehold`), and is held to the hash it had then. Throws for one that was changed since.
 */
export function upsertLine({ document, content_hash: hash }: StoredDocument): string {
  if (sha256Hex(document) !== hash) throw new Error('a stored household is not what was written')
  return `{"type":"upsert","household":${document}}`
}

export const evictLine = (householdId: string, because: 'scope' | 'restriction' | 'erasure' | 'retention'): string =>
  JSON.stringify({ type: 'evict', householdId, because })

/** The lines with their end record, whose hash covers every byte before it and itself: a page cut short, or another, can never pass for this one. */
export function closePage(lines: readonly string[], place: Pick<EndLine, 'after' | 'next' | 'more'>): string[] {
  const record = { count: lines.length, ...place }
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line).update('\n')
  hash.update(endRecord(record))
  return [...lines, JSON.stringify({ type: 'end', hash: hash.digest('hex'), ...record })]
}
