import { sql } from 'kysely'
import type { VaultTransaction } from './vault-database'

/** The wrapped data key that a note is sealed under: the person's when it is about one of the household, else the household's own. */
export async function findNoteKey(tx: VaultTransaction, householdId: string, personId: string | null): Promise<Buffer | null> {
  const { rows } = personId === null
    ? await sql<{ wrapped_key: Buffer }>`select wrapped_key from households where household_id = ${householdId}`.execute(tx)
    : await sql<{ wrapped_key: Buffer }>`
        select p.wrapped_key from people p where p.person_id = ${personId}
          and exists (select 1 from households where household_id = ${householdId})`.execute(tx)
  return rows[0]?.wrapped_key ?? null
}

/** Enters an officer's operation, unless that officer's id is taken: then the hash of what took it, else null. Waits for one under way. */
export async function createOperation(
  tx: VaultTransaction,
  operation: Readonly<{ officerId: string; operationId: string; deviceId: string; kind: string; contentHash: string; receivedAt: Date }>,
): Promise<string | null> {
  const { officerId, operationId, deviceId, kind, contentHash, receivedAt } = operation
  const { rows: created } = await sql`insert into operations (officer_id, operation_id, device_id, kind, content_hash, received_at)
    values (${officerId}, ${operationId}, ${deviceId}, ${kind}, ${contentHash}, ${receivedAt})
    on conflict do nothing returning operation_id`.execute(tx)
  if (created.length > 0) return null
  const { rows } = await sql<{ content_hash: string }>`
    select content_hash from operations where officer_id = ${officerId} and operation_id = ${operationId}`.execute(tx)
  if (!rows[0]) throw new Error('the operation that was in the way is gone')
  return rows[0].content_hash
}

/** False when that officer has a note of that id already; another officer's note of the same id is another note. */
export async function createNote(
  tx: VaultTransaction,
  note: Readonly<{
    operationId: string; noteId: string; officerId: string; householdId: string; personId: string | null; writtenAt: Date; sealed: Buffer
  }>,
): Promise<boolean> {
  const { rows } = await sql`insert into notes (officer_id, note_id, operation_id, household_id, person_id, written_at, sealed, now_of_household)
    values (${note.officerId}, ${note.noteId}, ${note.operationId}, ${note.householdId}, ${note.personId}, ${note.writtenAt}, ${note.sealed},
      (select successor_id from household_successors where household_id = ${note.householdId}))
    on conflict do nothing returning note_id`.execute(tx)
  return rows.length > 0
}
