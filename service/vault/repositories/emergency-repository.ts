import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

export const createEmergencyRelease = async (tx: VaultTransaction, release: Readonly<{ grantId: string; requestId: string; officerId: string; at: Date }>): Promise<void> => {
  await sql`insert into emergency_releases (grant_id, request_id, officer_id, released_at)
    values (${release.grantId}, ${release.requestId}, ${release.officerId}, ${release.at}) on conflict do nothing`.execute(tx)
}
