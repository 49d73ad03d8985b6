import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

interface Use { readonly requestId: string; readonly item: string; readonly grantId: string }

/** How many other grants opened this household of the list. Two at once wait for each other. */
export async function countListUses(tx: VaultTransaction, { requestId, item, grantId }: Use): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`casement-vault-list:${requestId}:${item}`}, 0))`.execute(tx)
  const { rows } = await sql<{ count: number }>`select count(*) as count from list_uses where request_id = ${requestId} and item = ${item} and grant_id <> ${grantId}`.execute(tx)
  return rows[0]?.count ?? 0
}

export const createListUse = async (tx: VaultTransaction, { requestId, item, grantId, at }: Use & Readonly<{ at: Date }>): Promise<void> => {
  await sql`insert into list_uses (request_id, item, grant_id, used_at) values (${requestId}, ${item}, ${grantId}, ${at}) on conflict do nothing`.execute(tx)
}
