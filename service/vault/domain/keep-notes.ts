import { CasementError } from '../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { NoteTextSchema, VaultOperationSchema, type OperationResult, type VaultOperation } from '../../../shared/model/operation'
import { refusalOf } from '../../plugins/refusal'
import type { ServiceLog } from '../../plugins/service-log'
import { verifySigned } from '../../plugins/verify-signed'
import { unwrapDataKey } from '../keys/data-key'
import type { VaultKeys } from '../keys/vault-keys'
import { findDevice } from '../repositories/device-repository'
import { createNote, createOperation, findNoteKey } from '../repositories/note-repository'
import type { VaultDatabase, VaultTransaction } from '../repositories/vault-database'
import { sha256Hex } from './granted-call'
import { keepDetails, noteWrong } from './keep-details'
import { openSealed } from './open-sealed'
import { sealNoteText } from './seal-note'

interface NoteVault {
  readonly database: VaultDatabase
  readonly keys: VaultKeys
  readonly clock: { now(): number }
  readonly log: ServiceLog
}

/** Stands for an operation that could not be opened, so that its id is not known (RFC 9562 nil UUID). */
const UNKNOWN_OPERATION = '00000000-0000-0000-0000-000000000000'
/** A laptop's clock may be this far ahead of the vault's. Milliseconds. */
const MOST_AHEAD_MS = 10 * 60_000
const EARLIEST = Date.UTC(2020, 0, 1)

/**
 * Keeps officers' notes, and the contact details that they report: each under the data key of the person or household it is about. Every operation stands by itself: one that is
 * refused, with its code, takes no other with it. The very same operation twice is `duplicate`; one that has an id of this officer's and
 * says something else is refused, never acknowledged. Signed by any device of the same officer, revoked and replaced ones too: what was written before
 * stays (design §3 rule 5).
 */
export async function keepNotes(vault: NoteVault, officerId: string, operations: readonly VaultOperation[]): Promise<OperationResult[]> {
  const results: OperationResult[] = []
  for (const operation of operations) {
    const { operationId } = operation.payload
    try {
      const isNew = await keepOperation(vault, officerId, operation)
      results.push({ id: operationId, status: isNew ? 'applied' : 'duplicate', code: null })
    } catch (error) {
      results.push({ id: operationId, status: 'refused', code: refusalOf(error, 'vault', vault.log) })
    }
  }
  return results
}

/** The recovery spool: each item is an operation sealed whole to the vault-seal key. Results stand in the order of the items. */
export async function recoverNotes(vault: NoteVault, officerId: string, sealed: readonly string[]): Promise<OperationResult[]> {
  const results: OperationResult[] = []
  for (const item of sealed) {
    const operation = VaultOperationSchema.safeParse(await openSealed(vault.keys, item))
    if (operation.success) results.push(...(await keepNotes(vault, officerId, [operation.data])))
    else results.push({ id: UNKNOWN_OPERATION, status: 'refused', code: 'REQUEST_INVALID' })
  }
  return results
}

/** True when it is new. Throws what the operation is refused with. */
async function keepOperation(vault: NoteVault, officerId: string, operation: VaultOperation): Promise<boolean> {
  const { operationId, kind, at } = operation.payload
  const device = await findDevice(vault.database, operation.deviceId)
  if (device?.officer_id !== officerId) throw new CasementError('ACCESS_DEVICE_UNKNOWN')
  if (!verifySigned(operation, device.signing_key)) throw new CasementError('ACCESS_DEVICE_PROOF_INVALID')
  const now = vault.clock.now()
  if (Date.parse(at) > now + MOST_AHEAD_MS || Date.parse(at) < EARLIEST) throw new CasementError('SYNC_OPERATION_REFUSED')
  const keep = await keeperOf(vault, officerId, operation.payload)
  return vault.database.transaction().execute(async (tx) => {
    const contentHash = sha256Hex(canonicalBytes(operation.payload))
    const taken = await createOperation(tx, { officerId, operationId, deviceId: operation.deviceId, kind, contentHash, receivedAt: new Date(now) })
    if (taken === contentHash) return false
    if (taken !== null || !(await keep(tx))) throw new CasementError('SYNC_OPERATION_REFUSED')
    return true
  })
}

/** What an operation does once its id is taken; opened before, so that nothing waits for that under a lock. Answers false when something else has its place. */
async function keeperOf(vault: NoteVault, officerId: string, payload: VaultOperation['payload']): Promise<(tx: VaultTransaction) => Promise<boolean>> {
  if (payload.kind === 'details-wrong') return (tx) => noteWrong(tx, officerId, payload)
  const opened = await openSealed(vault.keys, payload.sealed)
  if (payload.kind === 'sealed-details') return keepDetails(vault.keys, officerId, payload, opened)
  const note = NoteTextSchema.safeParse(opened)
  if (!note.success) throw new CasementError('REQUEST_INVALID')
  return (tx) => keepNote(tx, vault.keys, officerId, payload, note.data.text)
}

async function keepNote(tx: VaultTransaction, keys: VaultKeys, officerId: string, note: Extract<VaultOperation['payload'], { kind: 'note' }>, text: string): Promise<boolean> {
  const { operationId, noteId, householdId, personId, at } = note
  const wrapped = await findNoteKey(tx, householdId, personId)
  if (wrapped === null) throw new CasementError('NOT_FOUND')
  const owner = personId === null ? (`household:${householdId}` as const) : (`person:${personId}` as const)
  const key = unwrapDataKey(keys.keyEncryptionKey, wrapped, owner)
  return createNote(tx, { operationId, noteId, officerId, householdId, personId, writtenAt: new Date(at), sealed: sealNoteText(key, { officerId, noteId }, text) })
}
