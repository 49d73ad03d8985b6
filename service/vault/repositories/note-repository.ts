import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

export const hasOperation = async (tx: VaultTransaction, operationId: string): Promise<boolean> =>
  (await sql`select 1 from operations where operation_id = ${operationId}`.execute(tx)).rows.length > 0

/** The wrapped data key that a note is sealed under: the person's when it is about one of the household, else the household's own. */
export async function findNoteKey(tx: VaultTransaction, householdId: string, personId: string | null): Promise<Buffer | null> {
  const { rows } = personId === null
    ? await sql<{ wrapped_key: Buffer }>`select wrapped_key from households where household_id = ${householdId}`.execute(tx)
    : await sql<{ wrapped_key: Buffer }>`
        select p.wrapped_key from people p where p.person_id = ${personId}
          and exists (select 1 from households where household_id = ${householdId})`.execute(tx)
  return rows[0]?.wrapped_key ?? null
}

/** False when a note of that id is there already. */
export async function createNote(
  tx: VaultTransaction,
  note: Readonly<{
    operationId: string; noteId: string; deviceId: string; officerId: string; householdId: string; personId: string | null
    writtenAt: Date; receivedAt: Date; sealed: Buffer
  }>,
): Promise<boolean> {
  await sql`insert into operations (operation_id, device_id, officer_id, kind, received_at)
    values (${note.operationId}, ${note.deviceId}, ${note.officerId}, 'note', ${note.receivedAt})`.execute(tx)
  const { rows } = await sql`insert into notes (note_id, operation_id, household_id, person_id, officer_id, written_at, sealed)
    values (${note.noteId}, ${note.operationId}, ${note.householdId}, ${note.personId}, ${note.officerId}, ${note.writtenAt}, ${note.sealed})
    on conflict do nothing returning note_id`.execute(tx)
  return rows.length > 0
}
