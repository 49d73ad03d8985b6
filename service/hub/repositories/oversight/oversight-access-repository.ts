import { sql } from 'kysely'
import type { HubDatabase } from '../hub-tables'

export interface OversightAccess {
  readonly officerId: string
  readonly deviceId: string
  readonly act: 'team-activity' | 'team-reveals' | 'who-looked' | 'search-ledger' | 'evidence' | 'statement' | 'tool-use'
  /** Kinds of criteria given. */
  readonly criteria: readonly string[]
  readonly householdId: string | null
  readonly at: Date
}

export async function insertOversightAccess(db: HubDatabase, access: OversightAccess): Promise<void> {
  await sql`
    insert into oversight_accesses (officer_id, device_id, act, criteria, household_id, accessed_at)
    values (${access.officerId}, ${access.deviceId}::uuid, ${access.act}, ${[...access.criteria]}, ${access.householdId}, ${access.at})`.execute(db)
}
