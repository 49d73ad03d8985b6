import { CasementError } from '../../../shared/errors/casement-error'
import { encodeBase64 } from '../../../shared/ledger/base64'
import { openNote, parseCheckpoint, type Checkpoint } from '../../../shared/ledger/checkpoint'
import type { SignedLedgerConflict } from '../../../shared/model/ledger-conflict'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import type { VerifiedKeyBundle } from '../../plugins/key-bundle'
import { verifySigned } from '../../plugins/verify-signed'
import { createLedgerConflict } from '../repositories/ledger-conflict-repository'
import type { VaultDatabase } from '../repositories/vault-database'
import { checkpointVerifiers } from './checks/receipt-checks'
import type { ProvenCaller } from './granted-call'

/**
 * Keeps what a laptop found against the hub. Only the hub's own signatures count as evidence: a laptop cannot accuse it with checkpoints
 * that it never signed. Throws LEDGER_CONFLICT_UNPROVED.
 */
export async function reportLedgerConflict(
  vault: Readonly<{ database: VaultDatabase; bundle: VerifiedKeyBundle; clock: { now(): number } }>,
  caller: ProvenCaller,
  signed: SignedLedgerConflict,
): Promise<string> {
  const { payload } = signed
  const { known, offered, epoch } = payload
  if (signed.deviceId !== caller.deviceId || !verifySigned(signed, caller.signingKey)) throw unproved('signature')
  const before = known.note === null ? null : await open(known.note, epoch, vault.bundle)
  if (before !== null && (before.size !== known.size || encodeBase64(before.root) !== known.root)) throw unproved('known')
  const after = offered === null ? null : await open(offered.note, epoch, vault.bundle)
  if (after !== null && offered !== null && after.size !== offered.size) throw unproved('offered')
  if (after !== null && after.size === known.size && encodeBase64(after.root) === known.root) throw unproved('same')
  await createLedgerConflict(vault.database, signed, { officerId: caller.officerId, at: new Date(vault.clock.now()) })
  return payload.conflictId
}

async function open(note: string, epoch: string, bundle: VerifiedKeyBundle): Promise<Checkpoint> {
  const checkpoint = await openNote(note, checkpointVerifiers(bundle, 'all')).then(({ text }) => parseCheckpoint(text), () => null).catch(() => null)
  if (checkpoint === null || checkpoint.origin !== ledgerOrigin(epoch)) throw unproved('note')
  return checkpoint
}

const unproved = (check: string): CasementError => new CasementError('LEDGER_CONFLICT_UNPROVED', { check })
