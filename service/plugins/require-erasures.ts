import { readdir } from 'node:fs/promises'
import { sql, type Kysely } from 'kysely'
import { CasementError } from '../../shared/errors/casement-error'

const CERTIFICATE = /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})\.certificate\.json$/

/**
 * A database that was restored from before an erasure holds again what was erased: it does not serve until that is erased once more (`npm run retention -- resume`).
 * By the certificates' numbers alone: nothing of them is believed. Null: nobody said where they lie.
 * Throws ERASURES_NOT_REPEATED with how many are missing, and what reading a folder that is there throws.
 */
export async function requireErasures<Tables>(db: Kysely<Tables>, folder: string | null): Promise<void> {
  const certified = folder === null ? [] : await listCertified(folder)
  if (certified.length === 0) return
  const { rows } = await sql<{ erasure_id: string }>`select erasure_id from erasures where erasure_id = any(${certified}::uuid[]) and done_at is not null`.execute(db)
  const missing = certified.length - rows.length
  if (missing > 0) throw new CasementError('ERASURES_NOT_REPEATED', { missing })
}

async function listCertified(folder: string): Promise<string[]> {
  // Not there yet: nothing was ever erased.
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return names.flatMap((name) => CERTIFICATE.exec(name)?.[1] ?? [])
}
