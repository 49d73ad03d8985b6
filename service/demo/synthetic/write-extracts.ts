import { mkdir, open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Source } from '../../../shared/model/codes'
import type { Mapping } from '../../intake/mappings/define-mapping'
import { MAPPINGS } from '../../intake/mappings/mapping-for'
import { housingRows, revenuesRows, type Cells } from './extract-rows'
import { inventHousehold } from './invent-household'
import { noMess, spoil, STRAY_BYTE, type MessKind } from './mess'
import { createRandom, type Random } from './random'
import { scriptedHouseholds } from './scripted-households'
import type { SyntheticHousehold } from './synthetic-household'

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

const ROWS_OF: Readonly<Record<Source, (household: SyntheticHousehold, today: string) => ReadonlyArray<Cells>>> = {
  'revenues-and-benefits': revenuesRows, housing: housingRows,
}
const LINE_END: Readonly<Record<Source, string>> = { 'revenues-and-benefits': '\r\n', housing: '\n' }
const EXTENSION: Readonly<Record<Source, string>> = { 'revenues-and-benefits': 'csv', housing: 'txt' }

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
  const files: Extracts['files'][number][] = []
  for (const mapping of Object.values(MAPPINGS)) {
    const file = path.join(options.outDir, `${mapping.source}.${EXTENSION[mapping.source]}`)
    const handle = await open(file, 'w', 0o600)
    try {
      files.push({ source: mapping.source, path: file, rows: await writeOne(handle, mapping, options, mess) })
    } finally {
      await handle.close()
    }
  }
  return { files, mess }
}

/** Lines are written in chunks of this many households. */
const CHUNK = 500

async function writeOne(handle: FileHandle, mapping: Mapping, options: ExtractsOptions, mess: Record<MessKind, number>): Promise<number> {
  const random = createRandom(options.seed, `mess of ${mapping.source}`)
  const end = LINE_END[mapping.source]
  let lines = [mapping.columns.map(({ name }) => name).join(mapping.delimiter)]
  let rows = 0
  let households = 0
  for (const household of inventKent(options)) {
    for (const row of rowsOf(household, mapping, options.today, random, mess)) {
      lines.push(row)
      rows += 1
    }
    households += 1
    if (households % CHUNK === 0) {
      await handle.write(encode(lines, end))
      lines = []
    }
  }
  await handle.write(encode([...lines, `#END${mapping.delimiter}${rows}`], end))
  return rows
}

function rowsOf(household: SyntheticHousehold, mapping: Mapping, today: string, random: Random, mess: Record<MessKind, number>): string[] {
  return ROWS_OF[mapping.source](household, today).flatMap((cells) => {
    const clean = inOrder(mapping, cells)
    const { rows, kind } = household.isScripted ? { rows: [clean], kind: null } : spoil(random, mapping, clean)
    if (kind !== null) mess[kind] += 1
    return rows.map((row) => row.map((cell) => quoted(mapping, cell)).join(mapping.delimiter))
  })
}

function inOrder(mapping: Mapping, cells: Cells): string[] {
  const unknown = Object.keys(cells).find((name) => !mapping.columns.some((column) => column.name === name))
  if (unknown !== undefined) throw new RangeError(`no column ${unknown} in the mapping of ${mapping.source}`)
  return mapping.columns.map(({ name }) => cells[name] ?? '')
}

function quoted({ isQuoted, delimiter }: Mapping, cell: string): string {
  if (!isQuoted) return cell.replaceAll(delimiter, '/').replaceAll(/[\r\n]+/g, ' ')
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** UTF-8, but for the stray bytes of the mess. */
function encode(lines: ReadonlyArray<string>, end: string): Buffer {
  const parts = lines.map((line) => line + end).join('').split(STRAY_BYTE)
  return Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [Buffer.from(part)] : [Buffer.from([0x96]), Buffer.from(part)])))
}
