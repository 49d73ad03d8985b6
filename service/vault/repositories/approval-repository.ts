import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

/** Marks records as their source says now; one that is not protected any more loses the mark. */
export async function markProtected(tx: VaultTransaction, records: ReadonlyMap<string, boolean>, at: Date): Promise<void> {
  const those = (isProtected: boolean): string[] => [...records].flatMap(([hash, is]) => (is === isProtected ? [hash] : []))
  await sql`delete from protected_records where record_hash = any(${those(false)}::text[])`.execute(tx)
  await sql`insert into protected_records (record_hash, marked_at)
    select record_hash, ${at}::timestamptz from unnest(${those(true)}::text[]) as marked (record_hash) on conflict do nothing`.execute(tx)
}

/** The grant that this approved request was used for; null when it was not. Two at once wait for each other. */
export async function lockApprovalUse(tx: VaultTransaction, requestId: string): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`casement-vault-approval:${requestId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ grant_id: string }>`select grant_id from approval_uses where request_id = ${requestId}`.execute(tx)
  return rows[0]?.grant_id ?? null
}

export const createApprovalUse = async (tx: VaultTransaction, use: Readonly<{ requestId: string; grantId: string; at: Date }>): Promise<void> => {
  await sql`insert into approval_uses (request_id, grant_id, used_at) values (${use.requestId}, ${use.grantId}, ${use.at}) on conflict do nothing`.execute(tx)
}
