import { CasementError } from '../../shared/errors/casement-error'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { oversightApi } from '../../shared/api/oversight-api'
import type { Proof, ProvedLook, ShownAct, ShownTeamReveal } from '../../shared/ipc/oversight-contract'
import type { Look } from '../../shared/model/oversight'
import { parseReference } from '../../shared/model/reference'
import { titleOfPurpose, type FormerPurpose, type Purpose } from '../../shared/purposes/purpose'
import { EntryProver } from './entry-prover'
import type { LedgerService } from './ledger-service'
import { onlineOnly } from './online-only'
import type { Session } from './session'
import type { TurnQueue } from './turn-queue'

type Api = typeof oversightApi
type TitleOf = (look: Look) => string | null

/** What others looked at, asked of the hub and passed to the screen. Never written to a file of this laptop. */
export class OversightService {
  readonly #session: Session
  readonly #ledger: LedgerService
  readonly #prover: EntryProver

  constructor(session: Session, ledger: LedgerService, queue: TurnQueue) {
    this.#session = session
    this.#ledger = ledger
    this.#prover = new EntryProver(session, ledger, queue)
  }

  async teamActivity(
    request: RequestOf<Api['teamActivity']>,
  ): Promise<ResponseOf<Api['teamActivity']> & { purposeTitles: Record<string, string> }> {
    const activity = await onlineOnly(() => this.#session.hub.teamActivity(request))
    const { purposes, former } = await this.listPurposes()
    return { ...activity, purposeTitles: Object.fromEntries([...former, ...purposes].map(({ code, title }) => [code, title])) }
  }

  async teamReveals(
    request: RequestOf<Api['teamReveals']>,
  ): Promise<{ reveals: ShownTeamReveal[]; next: string | null }> {
    const { reveals, next } = await onlineOnly(() => this.#session.hub.teamReveals(request))
    const titleOf = await this.#titles()
    return { reveals: reveals.map((reveal) => ({ ...reveal, purposeTitle: titleOf(reveal) })), next }
  }

  /** Throws FIND_CRITERIA_INVALID for what is no reference, NOT_FOUND for one that no household has. */
  async whoLooked(
    typed: Readonly<{ reference: string; after: string | null; limit: number }>,
  ): Promise<{ reference: string; acts: ShownAct[]; next: string | null; ledgerSize: number }> {
    const reference = parseReference(typed.reference)
    if (reference === null) throw new CasementError('FIND_CRITERIA_INVALID', { field: 'reference' })
    const { after, limit } = typed
    const { acts, next } = await onlineOnly(() => this.#session.hub.whoLooked({ reference, after, limit }))
    const looks = acts.flatMap((act) => [
      ...(act.act === 'reveal' ? [act.look, ...act.events] : []),
      ...(act.led === null ? [] : [act.led]),
    ])
    const show = await this.#proved(looks)
    const shown = acts.map((act): ShownAct => {
      const led = act.led === null ? null : show(act.led)
      return act.act === 'opening'
        ? { ...act, led }
        : { ...act, look: show(act.look), events: act.events.map(show), led }
    })
    return { reference, acts: shown, next, ledgerSize: this.#ledger.knownSize() }
  }

  async searchLedger(
    request: RequestOf<Api['searchLedger']>,
  ): Promise<{ looks: ProvedLook[]; next: string | null; ledgerSize: number }> {
    const { looks, next } = await onlineOnly(() => this.#session.hub.searchLedger(request))
    const show = await this.#proved(looks)
    return { looks: looks.map(show), next, ledgerSize: this.#ledger.knownSize() }
  }

  listToolUse(request: RequestOf<Api['listToolUse']>): Promise<ResponseOf<Api['listToolUse']>> {
    return onlineOnly(() => this.#session.hub.listToolUse(request))
  }

  listPeople(): Promise<ResponseOf<Api['listPeople']>> {
    return onlineOnly(() => this.#session.hub.listPeople({}))
  }

  /** Verified here from the pinned root downwards, like every purpose that is stated. */
  async listPurposes(): Promise<{ purposes: Purpose[]; former: FormerPurpose[] }> {
    const { purposes, former } = await onlineOnly(() => this.#session.keys())
    return { purposes: [...purposes], former: [...former] }
  }

  async #proved(looks: readonly Look[]): Promise<(look: Look) => ProvedLook> {
    const titleOf = await this.#titles()
    const proofOf: (look: Look) => Proof = looks.length === 0 ? () => 'unproved' : await this.#prover.prove(looks)
    return (look) => ({ ...look, purposeTitle: titleOf(look), proof: proofOf(look) })
  }

  async #titles(): Promise<TitleOf> {
    const set = await this.listPurposes()
    return ({ purpose }) => (purpose === null ? null : titleOfPurpose(set, purpose.code, purpose.version))
  }
}
