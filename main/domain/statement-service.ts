import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { StatementHead, statementApi } from '../../shared/api/statement-api'
import { CasementError } from '../../shared/errors/casement-error'
import type { RequestOfEntry } from '../../shared/ipc/define-contract'
import type { Proof } from '../../shared/ipc/oversight-contract'
import type { statementContract, StatementView } from '../../shared/ipc/statement-contract'
import { encodeBase64 } from '../../shared/ledger/base64'
import { AccessStatementSchema, LEFT_OUT_SENTENCE, type AccessStatement } from '../../shared/model/access-statement'
import type { Look } from '../../shared/model/oversight'
import { parseReference } from '../../shared/model/reference'
import { titleOfPurpose } from '../../shared/purposes/purpose'
import { EntryProver, type Examined } from './entry-prover'
import type { LedgerService } from './ledger-service'
import { newId } from './new-id'
import { onlineOnly } from './online-only'
import { opens } from './openings'
import type { KnownCheckpoint } from '../store/repositories/ledger-repository'
import type { Session } from './session'
import { evidenceOf, lineOf, looksOf } from './statement-lines'
import { requireReason } from './stated-reason'
import type { TurnQueue } from './turn-queue'

type Api = typeof statementApi
type KeyedAct = ResponseOf<Api['readStatement']>['acts'][number]
interface Material {
  readonly head: StatementHead
  readonly acts: readonly KeyedAct[]
  readonly titleOf: (look: Look) => string | null
  readonly examine: (look: Look) => Examined
  /** The one checkpoint that all proofs are under; null when the ledger grew all the while. `known` null: none was ever seen. */
  readonly checkpoint: { readonly known: KnownCheckpoint | null } | null
}

const MOST_TRIES = 3

/** A resident's statement of who looked: put together on the information governance lead's laptop, from lines that it proved itself. */
export class StatementService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #prover: EntryProver

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#prover = new EntryProver(session, ledger, queue)
  }

  list(request: RequestOf<Api['listStatements']>): Promise<ResponseOf<Api['listStatements']>> {
    return onlineOnly(() => this.#session.hub.listStatements(request))
  }

  /** Throws FIND_CRITERIA_INVALID for what is no reference, NOT_FOUND for one that no household has. */
  async members(
    typed: Readonly<{ reference: string }>,
  ): Promise<{ reference: string } & ResponseOf<Api['statementMembers']>> {
    const reference = requireReference(typed.reference)
    return { reference, ...(await onlineOnly(() => this.#session.hub.statementMembers({ reference }))) }
  }

  open({
    reference,
    personId,
    from,
    to,
  }: RequestOfEntry<typeof statementContract.open>): Promise<{ statementId: string }> {
    const asked = {
      statementId: newId(this.#session.clock),
      reference: requireReference(reference),
      personId,
      from,
      to,
    }
    return onlineOnly(() => this.#session.hub.openStatement(asked))
  }

  async read({ statementId }: Readonly<{ statementId: string }>): Promise<StatementView> {
    const { head, acts, titleOf, examine } = await this.#material(statementId)
    const leftOut = new Map(
      head.omissions.flatMap(({ lines, decision }) =>
        decision?.outcome === 'declined'
          ? []
          : lines.map((line) => [line, decision === null ? ('proposed' as const) : ('confirmed' as const)] as const),
      ),
    )
    const lines = acts.map(({ key, act }) => ({
      ...lineOf(act, titleOf),
      key,
      proof: proofOf({ key, act }, head, examine),
      leftOut: leftOut.get(key) ?? null,
    }))
    return { head, lines, ledgerSize: this.#ledger.knownSize() }
  }

  async propose(wish: RequestOfEntry<typeof statementContract.propose>): Promise<Record<string, never>> {
    const words = requireReason(wish.words)
    await onlineOnly(() =>
      this.#session.hub.proposeOmission({ ...wish, words, proposalId: newId(this.#session.clock) }),
    )
    return {}
  }

  async decide(wish: RequestOf<Api['decideOmission']>): Promise<Record<string, never>> {
    const words = requireReason(wish.words)
    await onlineOnly(() => this.#session.hub.decideOmission({ ...wish, words }))
    return {}
  }

  /** Kept at the hub as it goes out. Throws STATEMENT_UNPROVED when one line could not be proved, STATEMENT_UNDECIDED while a proposal waits. */
  async issue({ statementId }: Readonly<{ statementId: string }>): Promise<{ documentHash: string }> {
    const statement = await this.#build(statementId)
    return onlineOnly(() => this.#session.hub.issueStatement({ statement }))
  }

  issued(request: RequestOf<Api['issuedStatement']>): Promise<ResponseOf<Api['issuedStatement']>> {
    return onlineOnly(() => this.#session.hub.issuedStatement(request))
  }

  async #build(statementId: string): Promise<AccessStatement> {
    const { head, acts, titleOf, examine, checkpoint } = await this.#material(statementId)
    const { reference, subject, period, asOf, contact, omissions } = head
    if (omissions.some(({ decision }) => decision === null)) throw new CasementError('STATEMENT_UNDECIDED')
    const leftOut = new Set(
      omissions.flatMap(({ decision, lines }) => (decision?.outcome === 'confirmed' ? lines : [])),
    )
    const kept = acts.filter(({ key }) => !leftOut.has(key))
    for (const keyed of kept) {
      const proof = proofOf(keyed, head, examine)
      if (proof === 'unproved' || proof === 'inconsistent') throw new CasementError('STATEMENT_UNPROVED')
    }
    if (checkpoint === null) throw new CasementError('STATEMENT_CHANGED')
    const { known } = checkpoint
    return AccessStatementSchema.parse({
      v: 1,
      type: 'access-statement',
      statementId,
      reference,
      subject,
      period,
      asOf,
      lines: kept.map(({ act }) => ({ ...lineOf(act, titleOf), evidence: evidenceOf(act, examine) })),
      leftOut: LEFT_OUT_SENTENCE,
      checkpoint:
        known === null || known.note === null
          ? null
          : { epoch: this.#session.epoch(), size: known.size, root: encodeBase64(known.root), note: known.note },
      contact,
    })
  }

  /** All proofs under one checkpoint, the last that this laptop accepted: while the ledger grows in between, once more. */
  async #material(statementId: string): Promise<Material> {
    const { head, acts } = await onlineOnly(() => this.#session.hub.readStatement({ statementId }))
    const { purposes, former } = await onlineOnly(() => this.#session.keys())
    const titleOf = ({ purpose }: Look): string | null =>
      purpose === null ? null : titleOfPurpose({ purposes, former }, purpose.code, purpose.version)
    const looks = acts.flatMap(({ act }) => looksOf(act))
    for (let tries = 1; ; tries += 1) {
      const examine = looks.length === 0 ? () => NOTHING : await this.#prover.examine(looks)
      const known = this.#session.ledger.findCheckpoint(this.#session.epoch())
      const sizes = looks.flatMap((look) => examine(look).evidence?.receipt.treeSize ?? [])
      const isOne = sizes.every((size) => size === known?.size)
      if (isOne || tries >= MOST_TRIES) return { head, acts, titleOf, examine, checkpoint: isOne ? { known } : null }
    }
  }
}

const NOTHING: Examined = { proof: 'unproved', evidence: null }

/** Null: an opening, which has no proof. A line about one member is proved only if its signed entry names that member, where the names of it are still there. */
function proofOf({ act }: KeyedAct, { personId }: StatementHead, examine: (look: Look) => Examined): Proof | null {
  if (act.act === 'opening') return null
  const proofs = looksOf(act).map((look) => examine(look).proof)
  const worst = (['inconsistent', 'unproved'] as const).find((proof) => proofs.includes(proof))
  if (worst !== undefined) return worst
  const { proof, evidence } = examine(act.look)
  const payload = evidence !== null && 'payload' in evidence.leaf ? evidence.leaf.payload : null
  if (personId === null || payload?.type !== 'reveal-request' || evidence === null || evidence.persons === null)
    return proof
  const isAbout =
    opens(payload.persons, 'person', evidence.persons) && evidence.persons.value.split(',').includes(personId)
  return isAbout ? proof : 'unproved'
}

function requireReference(typed: string): string {
  const reference = parseReference(typed)
  if (reference === null) throw new CasementError('FIND_CRITERIA_INVALID', { field: 'reference' })
  return reference
}
