import { extractDateOf } from './extract-date'
import type { Mapping } from './mappings/define-mapping'
import type { SourceRow } from './mappings/source-row'
import type { ParsedRow } from './parse-extract'
import { saysOtherwise } from './second-main'
import { validateRow, type Caution, type Reject } from './validate-row'

/** The rows of one record (account, tenancy), its main row first. */
export interface SourceRecord {
  readonly rows: readonly [SourceRow, ...SourceRow[]]
  /** Where each of them stands in the file. */
  readonly places: ReadonlyArray<number>
}

export interface Grouped {
  readonly records: ReadonlyArray<SourceRecord>
  readonly rejects: ReadonlyArray<Reject>
  /** Rows accepted and rejected; together all rows of the file. */
  readonly acceptedRows: number
  readonly rejectedRows: number
  /** Of all rows that could be read; null without any. */
  readonly extractDate: string | null
}

interface Accepted { readonly row: number; readonly value: SourceRow }

/**
 * Validates rows and gathers them into records. A person repeated within a record is rejected; so are the other rows of a record
 * whose main row is missing or rejected, because address, ward and every account fact stand there, and a second main row that says something else of the account. A rejected row of another
 * person leaves the rest of its record in place, and what it says of protection and safe contact holds for the record.
 */
export function groupRecords(mapping: Mapping, rows: ReadonlyArray<ParsedRow>): Grouped {
  const rejects: Reject[] = []
  const groups = new Map<string, Map<string, Accepted>>()
  const cautions = new Map<string, Caution[]>()
  const dated: { row: number; asAt: string }[] = []
  for (const parsed of rows) {
    const validated = validateRow(mapping, parsed)
    if (validated.ok) dated.push({ row: parsed.row, asAt: validated.value.asAt })
    if (validated.ok && addRow(groups, validated)) continue
    rejects.push(...(validated.ok ? [{ row: parsed.row, column: nameOf(mapping, 'personKey'), reason: 'repeated-row' as const }] : validated.rejects))
    const caution = validated.ok ? validated.value : validated.caution
    if (caution !== null) cautions.set(caution.recordKey, [...(cautions.get(caution.recordKey) ?? []), caution])
  }
  const records: SourceRecord[] = []
  let acceptedRows = 0
  for (const [recordKey, group] of groups) {
    const members = [...group.values()]
    const main = members.find(({ value }) => value.isMain)
    if (main === undefined) {
      rejects.push(...members.map(({ row }) => ({ row, column: nameOf(mapping, 'isMain'), reason: 'record-incomplete' as const })))
      continue
    }
    const seconds = members.filter((member) => member !== main && member.value.isMain && saysOtherwise(member.value, main.value))
    rejects.push(...seconds.map(({ row }) => ({ row, column: nameOf(mapping, 'isMain'), reason: 'second-main' as const })))
    const others = members.filter((member) => member !== main && !seconds.includes(member))
    acceptedRows += 1 + others.length
    records.push({ rows: [withCautions(main.value, [...(cautions.get(recordKey) ?? []), ...seconds.map(({ value }) => value)]), ...others.map(({ value }) => value)], places: [main, ...others].map(({ row }) => row) })
  }
  return { records, rejects: rejects.toSorted((a, b) => a.row - b.row), acceptedRows, rejectedRows: new Set(rejects.map(({ row }) => row)).size, extractDate: extractDateOf(dated) }
}

/** Answers false for a person whom the record has already. */
function addRow(groups: Map<string, Map<string, Accepted>>, accepted: Accepted): boolean {
  const { recordKey, personKey } = accepted.value
  const group = groups.get(recordKey) ?? new Map<string, Accepted>()
  groups.set(recordKey, group)
  if (group.has(personKey)) return false
  group.set(personKey, accepted)
  return true
}

/** A mistake in another column must not take protection or a warning from a household. */
function withCautions(main: SourceRow, cautions: readonly Caution[]): SourceRow {
  const safeContact = cautions.flatMap((caution) => caution.safeContact ?? [])
  return {
    ...main, ...(cautions.some(({ isProtected }) => isProtected === true) ? { isProtected: true } : {}),
    ...(safeContact.length > 0 ? { safeContact: [...new Set([...(main.safeContact ?? []), ...safeContact])] } : {}),
  }
}

const nameOf = (mapping: Mapping, slot: 'isMain' | 'personKey'): string => mapping.columns.find((column) => column.slot === slot)?.name ?? slot
