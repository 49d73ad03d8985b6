import { describe, expect, test } from 'vitest'
import { housing } from '../../../../service/intake/mappings/housing'
import { revenuesAndBenefits } from '../../../../service/intake/mappings/revenues-and-benefits'
import { parseExtract } from '../../../../service/intake/parse-extract'
import { isCasementError } from '../../../../shared/errors/casement-error'
import { extractOf, GOOD_HOUSING, GOOD_REVENUES, header, line } from './extract-text'

const CANARY = 'Zzcanary'
const good = extractOf(revenuesAndBenefits, [GOOD_REVENUES, { ...GOOD_REVENUES, SURNAME: CANARY }])
const parse = (content: string | Buffer): ReturnType<typeof parseExtract> => parseExtract(revenuesAndBenefits, Buffer.from(content))

/** The refusal of a file as code and row; fails when it was accepted, or when the error repeats the canary. */
function refusalOf(content: string | Buffer): { code: string; row: unknown } {
  try {
    parse(content)
  } catch (error) {
    if (!isCasementError(error)) throw error
    expect(JSON.stringify([error.message, error.detail, error.stack, error.cause])).not.toContain(CANARY)
    return { code: error.code, row: error.detail['row'] }
  }
  throw new Error('the file was accepted')
}

describe('a good extract', () => {
  test('is read with rows numbered as a spreadsheet numbers them', () => {
    expect(parse(good).map(({ row }) => row)).toEqual([2, 3])
    expect(parse(good)[1]?.fields[6]).toBe(CANARY)
  })

  test('may bear a UTF-8 byte order mark, Unix line ends, quoted line breaks and letters beyond ASCII', () => {
    expect(parse(`\uFEFF${good}`)).toEqual(parse(good))
    expect(parse(good.replaceAll('\r\n', '\n'))).toEqual(parse(good))
    const rich = extractOf(revenuesAndBenefits, [{ ...GOOD_REVENUES, SURNAME: 'Dąbrowski', NOTE: 'First line,\nsecond "line"' }])
    expect(parse(rich)[0]?.fields).toEqual(expect.arrayContaining(['Dąbrowski', 'First line,\nsecond "line"']))
  })

  test('of housing takes quotes as mere characters', () => {
    const text = extractOf(housing, [{ ...GOOD_HOUSING, NOTE_TEXT: 'said "no', NOTE_DATE: '01/11/2026' }])
    expect(parseExtract(housing, Buffer.from(text))[0]?.fields.at(-1)).toBe('said "no')
  })

  test('may be empty', () => expect(parse(extractOf(revenuesAndBenefits, []))).toEqual([]))
})

describe('a file cut short', () => {
  test('at any byte after its header is refused, and never loads a part', () => {
    const start = header(revenuesAndBenefits).length + 2
    for (let end = start; end < good.trimEnd().length; end += 1) expect(refusalOf(good.slice(0, end)).code).toMatch(/^INTAKE_(?:TRUNCATED|LAYOUT)$/)
  })

  test('at any byte of its header, or with nothing in it, is truncated', () => {
    for (let end = 0; end <= header(revenuesAndBenefits).length; end += 1) expect(refusalOf(good.slice(0, end))).toEqual({ code: 'INTAKE_TRUNCATED', row: 1 })
    expect(refusalOf('\uFEFF').code).toBe('INTAKE_TRUNCATED')
  })

  test('is told from one with another header, or none', () => {
    expect(refusalOf('ACCOUNT').code).toBe('INTAKE_TRUNCATED')
    for (const other of ['ACCOUNTS', CANARY, `ACCOUNT_REF\r\n${CANARY}`]) expect(refusalOf(other)).toEqual({ code: 'INTAKE_LAYOUT', row: 1 })
  })

  test('without its trailer, or with a row fewer than the trailer says, is truncated', () => {
    expect(refusalOf(good.replace(/#END.*/, ''))).toEqual({ code: 'INTAKE_TRUNCATED', row: 3 })
    expect(refusalOf(good.replace('#END,2', '#END,3'))).toEqual({ code: 'INTAKE_TRUNCATED', row: 4 })
    expect(refusalOf(good.replace('#END,2', '#END,'))).toEqual({ code: 'INTAKE_TRUNCATED', row: 4 })
  })

  test('within a quoted field is truncated', () => {
    expect(refusalOf(good.slice(0, good.lastIndexOf('Bea')))).toEqual({ code: 'INTAKE_TRUNCATED', row: 3 })
  })
})

describe('a malformed file', () => {
  test('without header is refused without repeating the resident in its first row', () => {
    expect(refusalOf([line(revenuesAndBenefits, { ...GOOD_REVENUES, ACCOUNT_REF: CANARY }), '#END,0', ''].join('\n'))).toEqual({ code: 'INTAKE_LAYOUT', row: 1 })
  })

  test('with columns missing, in another order, or one too many is refused', () => {
    expect(refusalOf(good.replace('SURNAME,', '')).code).toBe('INTAKE_LAYOUT')
    expect(refusalOf(good.replace('FORENAMES,SURNAME', 'SURNAME,FORENAMES'))).toEqual({ code: 'INTAKE_LAYOUT', row: 1 })
    expect(refusalOf(good.replace(',NOTE\r\n', ',NOTE,DIARY\r\n'))).toEqual({ code: 'INTAKE_LAYOUT', row: 1 })
  })

  test('with a row of another width, rows after the trailer, or stray quotes is refused with the row', () => {
    expect(refusalOf(good.replace(`${CANARY},`, `${CANARY},,`))).toEqual({ code: 'INTAKE_LAYOUT', row: 3 })
    expect(refusalOf(`${good}${line(revenuesAndBenefits, GOOD_REVENUES)}\r\n`)).toEqual({ code: 'INTAKE_LAYOUT', row: 5 })
    expect(refusalOf(good.replace(CANARY, `${CANARY}"x`)).code).toBe('INTAKE_LAYOUT')
  })

  test('with a field that never ends is refused before it fills the memory', () => {
    expect(refusalOf(good.replace(CANARY, CANARY.repeat(20_000)))).toEqual({ code: 'INTAKE_LAYOUT', row: 3 })
  })
})

describe('a file in another encoding', () => {
  test('UTF-16, with or without byte order mark, is refused', () => {
    expect(refusalOf(Buffer.from(good, 'utf16le')).code).toBe('INTAKE_ENCODING')
    expect(refusalOf(Buffer.from(`\uFEFF${good}`, 'utf16le')).code).toBe('INTAKE_ENCODING')
    expect(refusalOf(Buffer.from(`\uFEFF${good}`, 'utf16le').swap16()).code).toBe('INTAKE_ENCODING')
  })

  test('Windows-1252 throughout is refused; a stray byte in few rows spoils only its own field', () => {
    const rows = (count: number): Buffer => Buffer.from(extractOf(revenuesAndBenefits, Array.from({ length: count }, () => ({ ...GOOD_REVENUES, SURNAME: 'Zoë' }))), 'latin1')
    expect(refusalOf(rows(20)).code).toBe('INTAKE_ENCODING')
    const few = parse(rows(3))
    expect(few).toHaveLength(3)
    expect(few.every(({ fields }) => fields[6] === null && fields.filter((field) => field === null).length === 1)).toBe(true)
  })
})
