import { mkdir, open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Source } from '../../../shared/model/codes'
import type { AnyMapping } from '../../intake/mappings/define-mapping'
import { MAPPINGS } from '../../intake/mappings/mapping-for'
import type { PersonSource } from '../../intake/mappings/sources'
import type { Cells } from './cells'
import { housingRows, revenuesRows } from './extract-rows'
import { inventHousehold } from './invent-household'
import { noMess, spoil, STRAY_BYTE, type MessKind } from './mess'
import { createRandom, type Random } from './random'
import { scriptedHouseholds } from './scripted-households'
import { SERVICE_ROWS } from './service-rows'
import type { SyntheticHousehold } from './synthetic-household'
import { wardRows } from './ward-rows'

export interface ExtractsOptions {
  readonly outDir: string
  /** How many households, the scripted ones first among them. */
  readonly households: number
  readonly seed: number
  /** The day the extracts are about, YYYY-MM-DD: duty clocks run out around it. */
  readonly today: string
}
export interface Extracts {
  /** `rows` as the trailer counts them. */
  readonly files: ReadonlyArray<{ readonly source: Source; readonly path: string; readonly rows: number }>
  readonly mess: Readonly<Record<MessKind, number>>
}

const ROWS_OF: Readonly<Record<PersonSource, (household: SyntheticHousehold, today: string) => ReadonlyArray<Cells>>> = {
  'revenues-and-benefits': revenuesRows, housing: housingRows, ...SERVICE_ROWS,
}
/** Systems that quote write as spreadsheets do; the others as Unix does. */
const formOf = ({ isQuoted }: AnyMapping): { lineEnd: string; extension: string } => (isQuoted ? { lineEnd: '\r\n', extension: 'csv' } : { lineEnd: '\n', extension: 'txt' })

/** The households of an invented Kent, one after the other: scripted, then by chance. */
export function* inventKent({ households, seed, today }: Omit<ExtractsOptions, 'outDir'>): Generator<SyntheticHousehold> {
  const scripted = scriptedHouseholds(today).slice(0, households)
  yield* scripted
  for (let serial = scripted.length; serial < households; serial += 1) yield inventHousehold(serial + 1, seed, today)
}

/** Writes one extract file a source system, mess included. The same options always give the same bytes. */
export async function writeExtracts(options: ExtractsOptions): Promise<Extracts> {
  await mkdir(options.outDir, { recursive: true })
  const mess = noMess()
  const writers: ExtractWriter[] = []
  try {
    for (const mapping of Object.values(MAPPINGS)) writers.push(await ExtractWriter.open(mapping, options, mess))
    for (const household of inventKent(options)) for (const writer of writers) await writer.addHousehold(household)
    const files: Extracts['files'][number][] = []
    for (const writer of writers) files.push(await writer.finish())
    return { files, mess }
  } finally {
    for (const writer of writers) await writer.close()
  }
}

/** Lines are written in chunks of about this many. */
const CHUNK = 1_000

/** One extract being written: header, rows as households come, trailer. */
class ExtractWriter {
  readonly #file: string
  readonly #handle: FileHandle
  readonly #mapping: AnyMapping
  readonly #options: ExtractsOptions
  readonly #mess: Record<MessKind, number>
  readonly #random: Random
  #lines: string[]
  #rows = 0

  private constructor(file: string, handle: FileHandle, mapping: AnyMapping, options: ExtractsOptions, mess: Record<MessKind, number>) {
    this.#file = file
    this.#handle = handle
    this.#mapping = mapping
    this.#options = options
    this.#mess = mess
    this.#random = createRandom(options.seed, `mess of ${mapping.source}`)
    this.#lines = [mapping.columns.map(({ name }) => name).join(mapping.delimiter)]
  }

  static async open(mapping: AnyMapping, options: ExtractsOptions, mess: Record<MessKind, number>): Promise<ExtractWriter> {
    const file = path.join(options.outDir, `${mapping.source}.${formOf(mapping).extension}`)
    const writer = new ExtractWriter(file, await open(file, 'w', 0o600), mapping, options, mess)
    if (mapping.subject === 'ward') for (const cells of wardRows(options.seed, options.today)) writer.#add(cells, false)
    return writer
  }

  async addHousehold(household: SyntheticHousehold): Promise<void> {
    if (this.#mapping.subject === 'ward') return
    for (const cells of ROWS_OF[this.#mapping.source](household, this.#options.today)) this.#add(cells, household.isScripted)
    if (this.#lines.length >= CHUNK) await this.#write()
  }

  async finish(): Promise<Extracts['files'][number]> {
    this.#lines.push(`#END${this.#mapping.delimiter}${this.#rows}`)
    await this.#write()
    return { source: this.#mapping.source, path: this.#file, rows: this.#rows }
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  #add(cells: Cells, isClean: boolean): void {
    const rows = spoilt(cells, isClean, this.#mapping, this.#random, this.#mess)
    this.#lines.push(...rows)
    this.#rows += rows.length
  }

  async #write(): Promise<void> {
    await this.#handle.write(encode(this.#lines, formOf(this.#mapping).lineEnd))
    this.#lines = []
  }
}

function spoilt(cells: Cells, isClean: boolean, mapping: AnyMapping, random: Random, mess: Record<MessKind, number>): string[] {
  const clean = inOrder(mapping, cells)
  const { rows, kind } = isClean ? { rows: [clean], kind: null } : spoil(random, mapping, clean)
  if (kind !== null) mess[kind] += 1
  return rows.map((row) => row.map((cell) => quoted(mapping, cell)).join(mapping.delimiter))
}

function inOrder(mapping: AnyMapping, cells: Cells): string[] {
  const unknown = Object.keys(cells).find((name) => !mapping.columns.some((column) => column.name === name))
  if (unknown !== undefined) throw new RangeError(`no column ${unknown} in the mapping of ${mapping.source}`)
  return mapping.columns.map(({ name }) => cells[name] ?? '')
}

function quoted({ isQuoted, delimiter }: AnyMapping, cell: string): string {
  if (!isQuoted) return cell.replaceAll(delimiter, '/').replaceAll(/[\r\n]+/g, ' ')
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** UTF-8, but for the stray bytes of the mess. */
function encode(lines: ReadonlyArray<string>, end: string): Buffer {
  const parts = lines.map((line) => line + end).join('').split(STRAY_BYTE)
  return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [Buffer.from(part)] : [Buffer.from([0x96]), Buffer.from(part)])))
}
