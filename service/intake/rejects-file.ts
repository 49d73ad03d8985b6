import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CasementError } from '../../shared/errors/casement-error'
import { REJECT_REASONS } from './code/reading'
import type { Reject } from './validate-row'

/** The rejects of one extract as CSV (RFC 4180): row, column, reason, words. Every cell is ours: nothing of the extract is in it. */
export const rejectsCsv = (rejects: ReadonlyArray<Reject>): string =>
  ['row,column,reason,words', ...rejects.map(({ row, column, reason }) => `${row},${column},${reason},"${REJECT_REASONS[reason]}"`), ''].join('\r\n')

/**
 * Writes `<extract>.rejects.csv` into the folder, also when nothing was rejected, so that no older one is taken for this run's. Where this run
 * has `written` one of that name (extracts of one name from several folders), the extract's `place` on the command line goes into it. Returns
 * its path. Throws INTAKE_REJECTS_UNWRITABLE.
 */
export async function writeRejects(folder: string, extract: string, rejects: ReadonlyArray<Reject>, { place, written }: Readonly<{ place: number; written: readonly string[] }>): Promise<string> {
  const plain = path.join(folder, `${path.basename(extract)}.rejects.csv`)
  const file = written.includes(plain) ? path.join(folder, `${path.basename(extract)}.${place}.rejects.csv`) : plain
  await rewriteRejects(file, rejects)
  return file
}

/** Writes the file anew, with what loading found out. Throws INTAKE_REJECTS_UNWRITABLE. */
export async function rewriteRejects(file: string, rejects: ReadonlyArray<Reject>): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await rm(file, { force: true }) // an older one may be open to others
    await writeFile(file, rejectsCsv(rejects.toSorted((a, b) => a.row - b.row)), { mode: 0o600 })
  } catch {
    throw new CasementError('INTAKE_REJECTS_UNWRITABLE') // without the cause, whose message holds the path
  }
}
