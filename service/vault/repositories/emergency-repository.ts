import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

/** Other grants of the officer that opened by emergency access since `since`. */
export async function countEmergencyReleases(tx: VaultTransaction, officerId: string, since: Date, grantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from emergency_releases where officer_id = ${officerId} and released_at > ${since} and grant_id <> ${grantId}`.execute(tx)
  return rows[0]?.count ?? 0
}

export const createEmergencyRelease = async (tx: VaultTransaction, release: Readonly<{ grantId: string; requestId: string; officerId: string; at: Date }>): Promise<void> => {
  await sql`insert into emergency_releases (grant_id, request_id, officer_id, released_at)
    values (${release.grantId}, ${release.requestId}, ${release.officerId}, ${release.at}) on conflict do nothing`.execute(tx)
}
