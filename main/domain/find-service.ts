import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { commit } from '../../shared/ledger/commitment'
import { leafHash } from '../../shared/ledger/merkle-hash'
import {
  criteriaKinds,
  hasEnoughCriteria,
  LookupGrantSchema,
  LookupRequestSchema,
  type LookupCriteria,
  type LookupGrant,
  type LookupOutcome,
  type SignedLookupRequest,
} from '../../shared/model/reveal'
import { toInstant } from '../settings/clock'
import type { LedgerService } from './ledger-service'
import { newId, newSalt } from './new-id'
import type { PurposeService } from './purpose-service'
import type { Session } from './session'
import type { TurnQueue } from './turn-queue'

/** Find (design §4): the hub logs and grants by the kinds of details alone; the details themselves go to the vault only. */
export class FindService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #purposes: PurposeService
  readonly #queue: TurnQueue

  constructor(session: Session, ledger: LedgerService, purposes: PurposeService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#purposes = purposes
    this.#queue = queue
  }

  async lookup({ purpose, criteria }: Readonly<{ purpose: string; criteria: LookupCriteria }>): Promise<LookupOutcome> {
    if (!hasEnoughCriteria(criteria)) throw new CasementError('FIND_CRITERIA_TOO_FEW')
    try {
      return await this.#queue.run(() => this.#lookup(purpose, criteria))
    } catch (error) {
      if (isCasementError(error) && (error.code === 'HUB_UNREACHABLE' || error.code === 'HUB_SLOW'))
        throw new CasementError('FIND_OFFLINE')
      throw error
    }
  }

  async #lookup(code: string, criteria: LookupCriteria): Promise<LookupOutcome> {
    const { hub, vault, keys, epoch, deviceId, clock, signer, officer } = this.#session
    this.#ledger.requireTrusted()
    const { purpose, stated } = await this.#purposes.state(code, null)
    if (!purpose.forFind) throw new CasementError('REVEAL_FORBIDDEN')
    const { officerId } = officer()
    const salt = newSalt()
    const signed: SignedLookupRequest = signer(
      LookupRequestSchema.parse({
        v: 1,
        type: 'lookup-request',
        lookupId: newId(clock),
        epoch: epoch(),
        deviceId,
        officer: commit('officer', officerId, salt),
        purpose: stated,
        knownSize: this.#ledger.knownSize(),
        criteria: criteriaKinds(criteria),
        statedAt: toInstant(clock.now()),
      }),
    )
    const opening = { value: officerId, salt: Buffer.from(salt).toString('base64url') }
    const answer = await this.#ledger.askHub(() =>
      hub.requestLookup({ signed, officer: opening, vaultKnownSize: this.#ledger.vaultKnownSize() }),
    )
    const vaultKnownSize = this.#ledger.vaultKnownSize()
    const grant = await (
      await keys()
    )
      .openSigned(answer.grant, 'hub-grant', 'casement-lookup-grant', LookupGrantSchema)
      .catch(() => {
        throw new CasementError('REVEAL_GRANT_INVALID')
      })
    requireMatch(grant, signed, officerId)
    await this.#ledger.accept(answer.receipt, signed, signed.payload.epoch)
    const { result } = await this.#ledger.withEvidence(
      { receipt: answer.receipt, vaultKnownSize, vaultConsistencyProof: answer.vaultConsistencyProof },
      (evidence) => vault.lookup({ grant: answer.grant, signed, officer: opening, evidence, criteria }),
    )
    return result
  }
}

/** The grant must say exactly what this laptop asked. */
function requireMatch(grant: LookupGrant, { payload, ...signed }: SignedLookupRequest, officerId: string): void {
  const leaf = Buffer.from(leafHash(canonicalBytes({ payload, ...signed }))).toString('hex')
  const isSame =
    grant.lookupId === payload.lookupId &&
    grant.epoch === payload.epoch &&
    grant.officerId === officerId &&
    grant.deviceId === payload.deviceId &&
    grant.leafHash === leaf
  if (!isSame || grant.criteria.join() !== payload.criteria.join() || grant.purpose.code !== payload.purpose.code)
    throw new CasementError('REVEAL_GRANT_INVALID')
}
