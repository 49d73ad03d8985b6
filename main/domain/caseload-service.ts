import { CasementError } from '../../shared/errors/casement-error'
import type { CaseloadAct } from '../../shared/ipc/caseload-contract'
import type { ReferralItem } from '../../shared/api/caseload-api'
import { CaseloadOperationSchema, type CaseloadKind } from '../../shared/model/caseload-operation'
import type { TeamPlace } from '../../shared/model/caseload'
import type { HouseholdRecord } from '../../shared/model/household'
import type { HouseholdId } from '../../shared/model/ids'
import type { Officer } from '../../shared/model/officer'
import { dateOn, toInstant } from '../settings/clock'
import type { HouseholdService } from './household-service'
import { newId } from './new-id'
import type { OperationWriter } from './operation-writer'
import type { Session } from './session'

const REFERRAL_KINDS: ReadonlySet<string> = new Set<CaseloadKind>(['refer', 'accept-referral', 'decline-referral', 'withdraw-referral'])
type Counts = Record<'mine' | 'team' | 'due-today' | 'at-risk' | 'all' | 'referrals', number>

/** Who works which household, what is due, and where it is referred: every act is an operation that waits until the hub has it. */
export class CaseloadService {
  readonly #session: Session
  readonly #writer: OperationWriter
  readonly #households: HouseholdService

  constructor(session: Session, writer: OperationWriter, households: HouseholdService) {
    this.#session = session
    this.#writer = writer
    this.#households = households
  }

  countViews(): Counts {
    const { households, officer, clock } = this.#session
    const me = officer()
    const query = { me, today: dateOn(clock.now()), overlaid: this.#households.overlaid() }
    const { referrals } = this.listReferrals()
    return {
      ...households.countViews(query),
      referrals: referrals.filter(({ state, to }) => state === 'pending' && isSamePlace(to, me)).length,
    }
  }

  listColleagues(): { colleagues: Officer[]; teams: TeamPlace[] } {
    const { colleagues, teams } = this.#session.caseloadLists.find()
    return { colleagues, teams }
  }

  /** As last heard, with what was done here laid over until the hub's list says it too. */
  listReferrals(): { referrals: Array<ReferralItem & { isWaiting: boolean }> } {
    const { outbox, caseloadLists, officer } = this.#session
    const me = officer()
    const { referrals } = caseloadLists.find()
    const unsent = outbox.unsent().filter(({ kind, state }) => REFERRAL_KINDS.has(kind) && state === 'waiting')
    const waiting = new Set(unsent.map(({ householdId }) => householdId))
    const laidOver = this.#households.overlaid().flatMap((household): Array<ReferralItem & { isWaiting: boolean }> => {
      const { referral, reference, householdId } = household
      if (referral === null) return []
      const told = referrals.find(({ referralId }) => referralId === referral.referralId)
      const isWaiting = waiting.has(householdId)
      const isNewer = told === undefined ? referral.by === me.officerId && referral.state === 'pending' : told.state === 'pending' && referral.state !== 'pending'
      if (!isWaiting && !isNewer) return []
      const decidedByName = referral.decidedBy === null ? null : me.displayName
      return [{ ...referral, householdId, reference, byName: told?.byName ?? me.displayName, decidedByName, isWaiting }]
    })
    const replaced = new Set(laidOver.map(({ referralId }) => referralId))
    const asTold = referrals.filter(({ referralId }) => !replaced.has(referralId))
    return { referrals: [...laidOver, ...asTold.map((item) => ({ ...item, isWaiting: false }))] }
  }

  /** Throws what can be told without the hub; whatever somebody else did meanwhile comes back as *needs attention*. */
  async act({ householdId, act }: Readonly<{ householdId: HouseholdId; act: CaseloadAct }>): Promise<{ operationId: string }> {
    const { clock, random, deviceId, signer } = this.#session
    const household = this.#households.findOverlaid(householdId)
    if (household === null) throw new CasementError('NOT_FOUND')
    const about = { v: 1, type: 'operation', operationId: newId(clock, random), deviceId, at: toInstant(clock.now()), householdId, baseVersion: household.version }
    const operation = CaseloadOperationSchema.parse({ ...about, ...this.#based(household, act) })
    const { operationId, kind, at } = operation
    await this.#writer.write([{ operationId, target: 'hub', kind, householdId, reference: household.reference, at, signed: signer(operation) }])
    return { operationId }
  }

  putAway({ id }: Readonly<{ id: string }>): Record<string, never> {
    if (!this.#session.outbox.putAway(id)) throw new CasementError('NOT_FOUND')
    this.#session.engine.tellStatus()
    return {}
  }

  /** The act with what it would replace, as the officer sees it now. */
  #based(household: HouseholdRecord, act: CaseloadAct): CaseloadAct | Record<string, unknown> {
    const me = this.#session.officer().officerId
    const owner = household.allocatedOfficer
    const pending = household.referral?.state === 'pending' ? household.referral : null
    switch (act.kind) {
      case 'claim':
        if (owner !== null && owner !== me) throw new CasementError('CASELOAD_TAKEN')
        return act
      case 'hand-over':
        if (owner !== me) throw new CasementError('CASELOAD_CHANGED')
        if (act.toOfficer === me) throw new CasementError('CASELOAD_RECEIVER_INVALID')
        return act
      case 'release':
        if (owner === null) throw new CasementError('CASELOAD_CHANGED')
        return { ...act, baseOfficer: owner }
      case 'allocate':
        return { ...act, baseOfficer: owner }
      case 'next-action':
        return act
      case 'refer':
        if (pending !== null) throw new CasementError('CASELOAD_REFERRAL_PENDING')
        return act
      case 'accept-referral':
      case 'decline-referral':
      case 'withdraw-referral':
        if (pending?.referralId !== act.referralId) throw new CasementError('CASELOAD_REFERRAL_CLOSED')
        return act
    }
  }
}

const isSamePlace = (a: TeamPlace, b: TeamPlace): boolean => a.team === b.team && a.district === b.district
