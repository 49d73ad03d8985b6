import { CasementError } from '../../../shared/errors/casement-error'
import type { ErrorCode } from '../../../shared/errors/error-code'
import { canonicalBytes, type JsonValue } from '../../../shared/ledger/canonical-json'
import { equalBytes } from '../../../shared/ledger/merkle-hash'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../shared/ledger/receipt'
import type { DeviceCaller } from '../../plugins/authentication'
import type { Draft } from '../ledger/ledger'
import type { HubServices } from '../hub-services'
import type { Decision } from '../policy/policy-engine'
import { findDecision, type DecisionTable } from '../repositories/decision-repository'
import type { DecisionRow } from '../repositories/hub-tables'

/** Where an entered request stands. */
export interface Entered {
  readonly index: number
  /** 32 bytes. */
  readonly leafHash: Uint8Array
}

export interface RequestToDecide<Kept> {
  readonly requestId: string
  readonly caller: DeviceCaller
  readonly draft: Draft
  readonly decision: Decision
  /** Of the ledger that the laptop saw last. */
  readonly knownSize: number
  /** Makes the grant, once the entry is committed. */
  grant(entered: Entered): Promise<{ jws: string; openBy: Date }>
  /** Keeps the answer, grant included, or says what stands under this id already. */
  keep(row: DecisionRow): Promise<Kept>
}

export interface Decided<Kept> {
  readonly kept: Kept
  /** Of an *allow*: signed and kept beside the decision, not after it. */
  readonly receipt: Promise<Receipt> | null
}

/**
 * The order that never bends (design §3 rule 1): the entry is committed, then the decision, grant included, is kept. Throws
 * REVEAL_LEDGER_UNAVAILABLE and has granted nothing when the entry cannot be written; REVEAL_GRANT_INVALID when the id was used before
 * for other content.
 */
export async function enterAndDecide<Kept>(services: HubServices, request: RequestToDecide<Kept>): Promise<Decided<Kept>> {
  const { draft, decision, caller } = request
  const entered = await services.ledger.append(draft)
  if (!equalBytes(entered.leafHash, leafHash(draft.leaf))) throw new CasementError('REVEAL_GRANT_INVALID')
  const grant = decision.outcome === 'allow' ? await request.grant(entered) : null
  const row: DecisionRow = {
    request_id: request.requestId, epoch: services.ledger.epoch, entry_index: entered.index, officer_id: caller.officerId, device_id: caller.deviceId,
    outcome: decision.outcome, rule: decision.rule, words: decision.words, granted: grant?.jws ?? null, decided_at: new Date(services.clock.now()), open_by: grant?.openBy ?? null,
  }
  const receipt = grant === null ? null : receiptOf(services, entered.index, request.knownSize)
  receipt?.catch(() => undefined) // whoever answers waits for it, and fails with it; nobody may
  return { kept: await request.keep(row), receipt }
}

async function receiptOf({ ledger }: HubServices, index: number, knownSize: number): Promise<Receipt> {
  const [receipt] = await ledger.receipts([index], knownSize)
  if (receipt === undefined) throw new CasementError('REVEAL_LEDGER_UNAVAILABLE')
  return receipt
}

/** The answer given before to exactly this signed request from this laptop; null when it is new. Throws REVEAL_GRANT_INVALID for other content. */
export async function findEarlierDecision(services: HubServices, table: DecisionTable, requestId: string, signed: JsonValue, caller: DeviceCaller): Promise<DecisionRow | null> {
  const before = await findDecision(services.db, table, requestId)
  if (before === undefined || before.epoch !== services.ledger.epoch) return null
  const entry = await services.db.selectFrom('ledger_entries').select('leaf_hash').where('epoch', '=', before.epoch).where('entry_index', '=', before.entry_index).executeTakeFirst()
  return requireSame(before, entry?.leaf_hash ?? null, signed, caller)
}

/** The earlier answer, when it was given to exactly this: same signed content (by the hash of what was entered), laptop and officer. Throws REVEAL_GRANT_INVALID. */
export function requireSame(before: DecisionRow, enteredHash: Uint8Array | null, signed: JsonValue, caller: DeviceCaller): DecisionRow {
  const isSame = enteredHash !== null && equalBytes(enteredHash, leafHash(canonicalBytes(signed))) && before.device_id === caller.deviceId && before.officer_id === caller.officerId
  if (!isSame) throw new CasementError('REVEAL_GRANT_INVALID')
  return before
}

export interface Granted {
  readonly grant: string
  readonly receipt: Receipt
  readonly vaultConsistencyProof: string[]
}

/**
 * Grant and proofs of an *allow*. `ready`: its receipt, when it was entered just now. Throws `capped` for a capped one, REVEAL_FORBIDDEN
 * with the rule's words, REVEAL_GRANT_EXPIRED when its time is over, REVEAL_LEDGER_UNAVAILABLE when no checkpoint can be kept.
 */
export async function answerAllowed(
  services: HubServices, row: DecisionRow, sizes: Readonly<{ knownSize: number; vaultKnownSize: number }>, capped: ErrorCode, ready: Promise<Receipt> | null = null,
): Promise<Granted> {
  if (row.outcome === 'capped') throw new CasementError(capped)
  if (row.outcome !== 'allow' || row.granted === null || row.open_by === null) throw new CasementError('REVEAL_FORBIDDEN', { rule: row.rule, words: row.words })
  if (services.clock.now() >= row.open_by.getTime()) throw new CasementError('REVEAL_GRANT_EXPIRED')
  services.ledger.requireSize(sizes.vaultKnownSize)
  const receipt = await (ready ?? receiptOf(services, row.entry_index, sizes.knownSize))
  return { grant: row.granted, receipt, vaultConsistencyProof: services.ledger.consistency(sizes.vaultKnownSize, receipt.treeSize) }
}
