import { groupRecords } from './group-records'
import { loadRecords, type LoadCounts, type Services } from './load/load-records'
import { loadWards } from './load/load-wards'
import type { AnyMapping } from './mappings/define-mapping'
import type { ParsedRow } from './parse-extract'
import { readWards } from './read-wards'
import type { Reject } from './validate-row'

/** An extract that was read and checked, ready to be sent. `acceptedRows` and `rejectedRows` are all rows of the file. */
export interface PreparedExtract {
  readonly rejects: ReadonlyArray<Reject>
  readonly acceptedRows: number
  readonly rejectedRows: number
  /** The day that it is of; null when no row could be read. */
  readonly extractDate: string | null
  /** Sends it, adds to `counts` as batches succeed, and tells how many rows each batch had. Answers which loaded rows must be looked at all the same. */
  load(services: Services, counts: LoadCounts, onRows: (rows: number) => void): Promise<ReadonlyArray<Reject>>
}

/** Validates the rows of an extract by what they are about: people, or wards. */
export function prepareExtract(mapping: AnyMapping, rows: ReadonlyArray<ParsedRow>): PreparedExtract {
  if (mapping.subject === 'ward') {
    const { wards, rejects, rejectedRows, extractDate } = readWards(mapping, rows)
    return { rejects, rejectedRows, extractDate, acceptedRows: wards.length, load: (services, counts, onRows) => loadWards(services, wards, counts, onRows) }
  }
  const { records, rejects, acceptedRows, rejectedRows, extractDate } = groupRecords(mapping, rows)
  return { rejects, acceptedRows, rejectedRows, extractDate, load: (services, counts, onRows) => loadRecords({ ...services, mapping }, records, counts, onRows) }
}
