import { sql } from 'kysely'
import type { SignedLedgerConflict } from '../../../shared/model/ledger-conflict'
import type { VaultDatabase } from './vault-database'

/** Once for each conflict: a report sent again changes nothing. */
export async function createLedgerConflict(db: VaultDatabase, signed: SignedLedgerConflict, { officerId, at }: Readonly<{ officerId: string; at: Date }>): Promise<void> {
  const { conflictId, deviceId, epoch, known, offered, foundAt } = signed.payload
  await sql`insert into ledger_conflicts (conflict_id, device_id, officer_id, epoch, known_size, offered_size, signed, found_at, received_at)
    values (${conflictId}, ${deviceId}, ${officerId}, ${epoch}, ${known.size}, ${offered?.size ?? null}, ${JSON.stringify(signed)}::jsonb, ${new Date(foundAt)}, ${at})
    on conflict do nothing`.execute(db)
}
