import { createHash } from 'node:crypto'

/** Lines are spliced around the stored document, which is JSON already: a page of a thousand is not parsed to be written again. */
export const upsertLine = (document: string): string => `{"type":"upsert","household":${document}}`

export const evictLine = (householdId: string, because: 'scope' | 'restriction' | 'erasure' | 'retention'): string =>
  JSON.stringify({ type: 'evict', householdId, because })

/** The lines with their end record, whose hash covers every byte before it: a page cut short can never pass for whole. */
export function closePage(lines: readonly string[], next: string | null, more: boolean): string[] {
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line).update('\n')
  return [...lines, JSON.stringify({ type: 'end', count: lines.length, hash: hash.digest('hex'), next, more })]
}
