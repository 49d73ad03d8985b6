import { parse } from 'csv-parse/sync'
import { CasementError } from '../../shared/errors/casement-error'
import type { ExtractForm } from './mappings/define-mapping'

/** One data row. `row` counts as a spreadsheet does: the header is row 1. A field is null when its bytes are not UTF-8. */
export interface ParsedRow {
  readonly row: number
  readonly fields: ReadonlyArray<string | null>
}

/** A record longer than this (bytes) is no extract row but a missing line break or quote. */
const LONGEST_RECORD = 65_536
/** More rows with wrong bytes than this part of the file, and than FEW, and the whole file was written in another encoding. */
const WRONG_ENCODING_SHARE = 0.01
const FEW = 5
const TRAILER = '#END'

/**
 * Reads an extract into rows, or refuses it whole: INTAKE_ENCODING, INTAKE_LAYOUT, INTAKE_TRUNCATED with the row in `detail`,
 * never with text from the file. A few rows with stray bytes are let through for row-wise rejection.
 */
export function parseExtract(mapping: ExtractForm, bytes: Buffer): ReadonlyArray<ParsedRow> {
  const [header, ...body] = splitRecords(mapping, withoutByteOrderMark(bytes))
  if (body.length === 0 && isCutHeader(mapping, header ?? [])) throw new CasementError('INTAKE_TRUNCATED', { row: 1, problem: 'header' })
  checkHeader(mapping, header ?? [])
  const rows = withoutTrailer(body)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const parsed = rows.map((fields, i) => {
    if (fields.length !== mapping.columns.length) {
      throw new CasementError('INTAKE_LAYOUT', { row: i + 2, problem: 'number of columns', expected: mapping.columns.length, found: fields.length })
    }
    return { row: i + 2, fields: fields.map((field) => decodeField(decoder, field)) }
  })
  checkShareOfBadRows(parsed)
  return parsed
}

/** UTF-16 is refused by its byte order mark or its NUL bytes; a UTF-8 mark is dropped. */
function withoutByteOrderMark(bytes: Buffer): Buffer {
  const [first, second] = [bytes[0], bytes[1]]
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (isMarked || bytes.subarray(0, 4_096).includes(0)) throw new CasementError('INTAKE_ENCODING', { row: 1, found: 'UTF-16' })
  return first === 0xef && second === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

/** Splits into records of raw fields. Bytes travel as Latin-1 characters, one each, so that a bad byte is met in its own field only. */
function splitRecords(mapping: ExtractForm, bytes: Buffer): string[][] {
  try {
    return parse(bytes, {
      encoding: 'latin1', delimiter: mapping.delimiter, quote: mapping.isQuoted ? '"' : null, record_delimiter: ['\r\n', '\n'],
      relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_RECORD,
    })
  } catch (error) {
    const code = errorField(error, 'code')
    const row = Number(errorField(error, 'records') ?? 0) + 1
    // No `cause`: the library's message quotes the text it stumbled over.
    if (code === 'CSV_QUOTE_NOT_CLOSED') throw new CasementError('INTAKE_TRUNCATED', { row })
    throw new CasementError('INTAKE_LAYOUT', { row, problem: code === 'CSV_MAX_RECORD_SIZE' ? 'row too long' : 'quotes or delimiters' })
  }
}

const errorField = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[name] : undefined

/** Nothing at all, or the beginning of the agreed header. */
function isCutHeader(mapping: ExtractForm, header: ReadonlyArray<string>): boolean {
  const whole = mapping.columns.map(({ name }) => name).join(mapping.delimiter)
  const found = header.join(mapping.delimiter)
  return found.length < whole.length && whole.startsWith(found)
}

/** Only expected names are ever repeated: in a file without header the first row is a resident. */
function checkHeader(mapping: ExtractForm, header: ReadonlyArray<string>): void {
  const wrong = mapping.columns.findIndex((column, i) => header[i] !== column.name)
  if (wrong >= 0) throw new CasementError('INTAKE_LAYOUT', { row: 1, expectedColumn: mapping.columns[wrong]?.name ?? '', position: wrong + 1 })
  if (header.length > mapping.columns.length) throw new CasementError('INTAKE_LAYOUT', { row: 1, problem: 'more columns than agreed', expected: mapping.columns.length, found: header.length })
}

/** Takes the trailer `#END,<count>` off; without it, or with another count, the file is cut short. */
function withoutTrailer(body: string[][]): string[][] {
  const at = body.findIndex(([first]) => first === TRAILER)
  if (at < 0) throw new CasementError('INTAKE_TRUNCATED', { row: body.length + 1, problem: 'no trailer' })
  if (at !== body.length - 1) throw new CasementError('INTAKE_LAYOUT', { row: at + 3, problem: 'rows after the trailer' })
  const trailer = body[at] ?? []
  if (trailer.length !== 2 || !/^\d{1,9}$/.test(trailer[1] ?? '')) throw new CasementError('INTAKE_TRUNCATED', { row: at + 2, problem: 'trailer without count' })
  const count = Number(trailer[1])
  if (count !== at) throw new CasementError('INTAKE_TRUNCATED', { row: at + 2, problem: 'count of the trailer', expected: count, found: at })
  return body.slice(0, at)
}

const isAscii = (text: string): boolean => !/[\u0080-\u00ff]/.test(text)

function decodeField(decoder: InstanceType<typeof TextDecoder>, field: string): string | null {
  if (isAscii(field)) return field
  try {
    return decoder.decode(Buffer.from(field, 'latin1'))
  } catch {
    return null
  }
}

function checkShareOfBadRows(rows: ReadonlyArray<ParsedRow>): void {
  const bad = rows.filter(({ fields }) => fields.includes(null))
  if (bad.length > Math.max(FEW, rows.length * WRONG_ENCODING_SHARE)) {
    throw new CasementError('INTAKE_ENCODING', { row: bad[0]?.row ?? 1, badRows: bad.length, rows: rows.length })
  }
}
