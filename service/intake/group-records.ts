import type { Mapping } from './mappings/define-mapping'
import type { SourceRow } from './mappings/source-row'
import type { ParsedRow } from './parse-extract'
import { validateRow, type Reject } from './validate-row'

/** The rows of one record (account, tenancy), its main row first. */
export interface SourceRecord {
  readonly rows: readonly [SourceRow, ...SourceRow[]]
}

export interface Grouped {
  readonly records: ReadonlyArray<SourceRecord>
  readonly rejects: ReadonlyArray<Reject>
  /** Rows accepted and rejected; together all rows of the file. */
  readonly acceptedRows: number
  readonly rejectedRows: number
}

interface Accepted { readonly row: number; readonly value: SourceRow }

/**
 * Validates rows and gathers them into records. A person repeated within a record is rejected; so are the other rows of a record
 * whose main row is missing or rejected, because address, ward and every account fact stand there. A rejected row of another
 * person leaves the rest of its record in place.
 */
export function groupRecords(mapping: Mapping, rows: ReadonlyArray<ParsedRow>): Grouped {
  const rejects: Reject[] = []
  const groups = new Map<string, Map<string, Accepted>>()
  for (const parsed of rows) {
    const validated = validateRow(mapping, parsed)
    if (validated.ok) addRow(groups, validated, mapping, rejects)
    else rejects.push(...validated.rejects)
  }
  const records: SourceRecord[] = []
  let acceptedRows = 0
  for (const group of groups.values()) {
    const members = [...group.values()]
    const main = members.find(({ value }) => value.isMain)
    if (main === undefined) {
      rejects.push(...members.map(({ row }) => ({ row, column: nameOf(mapping, 'isMain'), reason: 'record-incomplete' as const })))
      continue
    }
    acceptedRows += members.length
    records.push({ rows: [main.value, ...members.filter((member) => member !== main).map(({ value }) => value)] })
  }
  return { records, rejects: rejects.toSorted((a, b) => a.row - b.row), acceptedRows, rejectedRows: new Set(rejects.map(({ row }) => row)).size }
}

function addRow(groups: Map<string, Map<string, Accepted>>, accepted: Accepted, mapping: Mapping, rejects: Reject[]): void {
  const { recordKey, personKey } = accepted.value
  const group = groups.get(recordKey) ?? new Map<string, Accepted>()
  groups.set(recordKey, group)
  if (group.has(personKey)) rejects.push({ row: accepted.row, column: nameOf(mapping, 'personKey'), reason: 'repeated-row' })
  else group.set(personKey, accepted)
}

const nameOf = (mapping: Mapping, slot: 'isMain' | 'personKey'): string => mapping.columns.find((column) => column.slot === slot)?.name ?? slot
