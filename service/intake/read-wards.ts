import type { WardFacts } from '../../shared/api/sources-api'
import { extractDateOf } from './extract-date'
import type { WardMapping } from './mappings/define-mapping'
import type { WardRow } from './mappings/ward-row'
import type { ParsedRow } from './parse-extract'
import { readFields, type Reject } from './validate-row'

export interface ReadWards {
  readonly wards: ReadonlyArray<WardFacts>
  readonly rejects: ReadonlyArray<Reject>
  readonly rejectedRows: number
  /** Null without any ward. */
  readonly extractDate: string | null
}

/** Reads an extract about wards. A ward that comes twice is rejected the second time. */
export function readWards(mapping: WardMapping, rows: ReadonlyArray<ParsedRow>): ReadWards {
  const wards = new Map<string, WardFacts>()
  const rejects: Reject[] = []
  const dated: { row: number; asAt: string }[] = []
  for (const parsed of rows) {
    const read = readFields(mapping, parsed)
    rejects.push(...read.rejects)
    if (read.rejects.length > 0) continue
    // Every column of a ward mapping is required, so every slot is there.
    const { ward, ...context } = read.values as unknown as WardRow
    dated.push({ row: parsed.row, asAt: context.asAt })
    if (wards.has(ward.code)) rejects.push({ row: parsed.row, column: mapping.columns[0]?.name ?? '', reason: 'repeated-row' })
    else wards.set(ward.code, { wardCode: ward.code, context: { ...context, source: mapping.source } })
  }
  return { wards: [...wards.values()], rejects, rejectedRows: new Set(rejects.map(({ row }) => row)).size, extractDate: extractDateOf(dated) }
}
