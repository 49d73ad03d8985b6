import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Client } from 'pg'
import { sentinelFinder, type Hit } from './sentinel-finder'
import type { Sentinel } from './sentinel-needles'

/** What a scan looked at and found. `units`: files, or columns of tables. */
export interface ScanReport {
  readonly units: number
  readonly bytes: number
  readonly hits: readonly Hit[]
}

/** Looks at every regular file under the folders (their names too), links not followed. */
export function scanFolders(folders: readonly string[], sentinels: readonly Sentinel[]): ScanReport {
  const find = sentinelFinder(sentinels)
  const files = folders.flatMap(filesUnder)
  let bytes = 0
  const hits = files.flatMap((file) => {
    const data = readOrGone(file)
    bytes += data.length
    return [...find(file, data), ...find('a file name', Buffer.from(file))]
  })
  return { units: files.length, bytes, hits }
}

/** Looks at every column of every row of every table that is not PostgreSQL's own. */
export async function scanDatabase(client: Client, sentinels: readonly Sentinel[]): Promise<ScanReport> {
  const find = sentinelFinder(sentinels)
  const columns = await client.query<{ place: string; table: string; column: string; isBytes: boolean }>(`
    SELECT n.nspname || '.' || c.relname || '.' || a.attname AS place, format('%I.%I', n.nspname, c.relname) AS "table",
           format('%I', a.attname) AS "column", a.atttypid = 'bytea'::regtype AS "isBytes"
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
     ORDER BY 1`)
  let bytes = 0
  const hits: Hit[] = []
  for (const { place, table, column, isBytes } of columns.rows) {
    const value = isBytes ? column : `${column}::text`
    const { rows } = await client.query<{ value: Buffer | string | null }>(`SELECT ${value} AS value FROM ${table} WHERE ${column} IS NOT NULL`)
    // A byte that occurs in no form keeps two neighbouring values from making a hit that neither holds.
    const data = Buffer.concat(rows.flatMap(({ value: cell }) => [Buffer.from(cell ?? ''), Buffer.from([0xff])]))
    bytes += data.length
    hits.push(...find(place, data))
  }
  return { units: columns.rows.length, bytes, hits }
}

/** One line for the closing note. */
export const scanLine = (what: string, { units, bytes, hits }: ScanReport, unit: string): string =>
  `scan of ${what}: ${units} ${unit}, ${(bytes / 1e6).toFixed(1)} MB, ${hits.length} hits\n`

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder).map((name) => path.join(folder, name))
  return entries.flatMap((entry) => {
    const kind = lstatSync(entry, { throwIfNoEntry: false })
    if (kind?.isDirectory() === true) return filesUnder(entry)
    return kind?.isFile() === true ? [entry] : []
  })
}

/** A file that the app removed while we were looking holds nothing any more. */
function readOrGone(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
