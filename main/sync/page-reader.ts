import { createHash } from 'node:crypto'
import { CasementError } from '../../shared/errors/casement-error'
import { endRecord, EndLineSchema, FeedLineSchema, type EndLine, type FeedLine } from '../../shared/model/change'

export interface FeedPage {
  readonly lines: ReadonlyArray<Exclude<FeedLine, EndLine>>
  readonly end: EndLine
}
const NEWLINE = 0x0a

/**
 * Reads the page that answers `after`: whole, or not at all. The last line must be the end line with the count and the SHA-256 of all
 * bytes before it and of what it says itself, because `fetch` takes a truncated gzip body without an error. Throws SYNC_PAGE_TRUNCATED,
 * or HUB_RUBBISH for a complete page that answers something else or has a line that is not in the agreed form.
 */
export function readPage(bytes: Uint8Array, after: string | null): FeedPage {
  const body = bytes.at(-1) === NEWLINE ? bytes.subarray(0, -1) : bytes
  const split = body.lastIndexOf(NEWLINE) + 1
  const end = EndLineSchema.safeParse(parseJson(textOf(body.subarray(split))))
  if (!end.success) throw new CasementError('SYNC_PAGE_TRUNCATED')
  const before = body.subarray(0, split)
  const texts = split === 0 ? [] : textOf(before.subarray(0, -1)).split('\n')
  if (texts.length !== end.data.count || createHash('sha256').update(before).update(endRecord(end.data)).digest('hex') !== end.data.hash)
    throw new CasementError('SYNC_PAGE_TRUNCATED')
  if (end.data.after !== after) throw new CasementError('HUB_RUBBISH')
  return { lines: texts.map(readLine), end: end.data }
}

function readLine(text: string): Exclude<FeedLine, EndLine> {
  const line = FeedLineSchema.safeParse(parseJson(text))
  if (!line.success || line.data.type === 'end') throw new CasementError('HUB_RUBBISH')
  return line.data
}

/** Without a copy of the bytes. */
const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string => Buffer.from(buffer, byteOffset, byteLength).toString('utf8')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
