import { createHash } from 'node:crypto'
import { endRecord, FeedLineSchema, type EndLine, type FeedLine } from '../../../shared/model/change'

/** As a device reads a page: whole, counted, hashed, or not at all. */
export function readPage(text: string): { lines: FeedLine[]; end: EndLine } {
  const lines = text.trimEnd().split('\n').map((line) => FeedLineSchema.parse(JSON.parse(line)))
  const end = lines.at(-1)
  if (end?.type !== 'end') throw new Error('no end line')
  const before = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)
  if (createHash('sha256').update(before).update(endRecord(end)).digest('hex') !== end.hash || end.count !== lines.length - 1) throw new Error('the page does not match its end line')
  return { lines: lines.slice(0, -1), end }
}
