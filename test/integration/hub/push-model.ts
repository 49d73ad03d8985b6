import { canonicalise, type JsonValue } from '../../../shared/ledger/canonical-json'
import type { HouseholdRecord } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'
import { SafetyModel } from './safety-model'

/**
 * What pushing should come to, written from service/SYNC-PROTOCOL.md and the words of the policies and from nothing that the hub runs: plain
 * state, one operation at a time, no SQL. The hub is held against it after each schedule.
 */
export interface ModelOfficer {
  readonly officerId: string
  readonly role: 'officer' | 'supervisor' | 'ig-lead'
  readonly team: string
}

export type Payload = { readonly type: string; readonly at: string; readonly kind?: string } & Readonly<Record<string, unknown>>
/** One operation as it is sent. `isForged`: its signature does not hold, or it speaks for another laptop. */
export interface Sent {
  readonly by: ModelOfficer
  readonly payload: Payload
  readonly isForged: boolean
}
export interface Verdict {
  readonly status: 'applied' | 'duplicate' | 'refused'
  readonly code: string | null
}

interface Action { readonly kind: string; readonly dueOn: string }
interface Contact { readonly id: string; readonly at: string; readonly by: string; readonly nextAction: Action | null }
interface Plan { readonly at: string; readonly by: string; readonly nextAction: Action | null }
interface Referral { readonly id: string; readonly toTeam: string; readonly by: string; readonly fromTeam: string; state: string; decidedBy: string | null }

const applied: Verdict = { status: 'applied', code: null }
const refused = (code: string): Verdict => ({ status: 'refused', code })
const EARLIEST = '2020-01-01T00:00:00.000Z'
const DISTRICT = 'canterbury'
const isSame = (a: Action | null, b: Action | null): boolean => (a === null || b === null ? a === b : a.kind === b.kind && a.dueOn === b.dueOn)

/** One household, its laptops' events, and what has been sent about them so far. Everybody has opened the household, so reach never decides. */
export class PushModel {
  readonly contacts = new Map<string, Contact>()
  readonly plans: Plan[] = []
  readonly events = new Set<string>()
  readonly taken = new Map<string, string>()
  readonly applications: string[] = []
  owner: string | null = null
  referral: Referral | null = null
  readonly safety = new SafetyModel()
  #ownedAt = ''
  team: string

  /** @param latest instant after which nothing that is sent can have been written */
  constructor(readonly householdId: string, private readonly officers: readonly ModelOfficer[], team: string, public latest: string) {
    this.team = team
  }

  send({ by, payload, isForged }: Sent): Verdict {
    if (isForged) return refused('ACCESS_DEVICE_PROOF_INVALID')
    const id = String(payload['operationId'] ?? payload['eventId'])
    const content = canonicalise(payload as unknown as JsonValue)
    const before = this.taken.get(id)
    if (before !== undefined) return before === content ? { status: 'duplicate', code: null } : refused('SYNC_OPERATION_REFUSED')
    const verdict = payload.type === 'device-event' ? applied : this.#judge(by, payload)
    if (verdict.status !== 'applied') return verdict
    this.taken.set(id, content)
    this.applications.push(id)
    if (payload.type === 'device-event') this.events.add(id)
    return verdict
  }

  #judge(by: ModelOfficer, payload: Payload): Verdict {
    if (payload.at > this.latest || payload.at < EARLIEST) return refused('SYNC_OPERATION_REFUSED')
    if (payload['householdId'] !== this.householdId) return refused('NOT_FOUND')
    if (by.role === 'ig-lead') return refused('ACCESS_ROLE_FORBIDDEN')
    if (payload.kind === 'contact-outcome') {
      const id = String(payload['operationId'])
      this.contacts.set(id, { id, at: payload.at, by: by.officerId, nextAction: payload['nextAction'] as Action | null })
      return applied
    }
    if (payload.kind === 'safety') return this.#warn(by, payload)
    return this.#act(by, payload)
  }

  #warn(by: ModelOfficer, payload: Payload): Verdict {
    const next = this.safety.after(by.officerId, payload)
    // Adding is for everybody; leaving fewer warnings than stood is for whoever works the household, or its team.
    if (next.isLooser && this.owner !== by.officerId && by.team !== this.team) return refused('SAFETY_FORBIDDEN')
    this.safety.take(next)
    return applied
  }

  #act(by: ModelOfficer, payload: Payload): Verdict {
    const me = by.officerId
    const isOurs = by.team === this.team
    const pending = this.referral?.state === 'pending' ? this.referral : null
    const to = this.officers.find(({ officerId }) => officerId === payload['toOfficer'])
    const give = (officerId: string | null): Verdict => {
      this.owner = officerId
      this.#ownedAt = payload.at
      return applied
    }
    switch (payload.kind) {
      case 'claim':
        if (this.owner !== null && this.owner !== me) return refused('CASELOAD_TAKEN')
        if (!isOurs) return refused('CASELOAD_FORBIDDEN')
        return this.owner === me ? applied : give(me)
      case 'hand-over':
        if (this.owner !== me) return refused('CASELOAD_CHANGED')
        return to === undefined || to.officerId === me || to.team !== by.team || to.role === 'ig-lead' ? refused('CASELOAD_RECEIVER_INVALID') : give(to.officerId)
      case 'release':
        if (this.owner !== payload['baseOfficer']) return refused('CASELOAD_CHANGED')
        return this.owner === me || (by.role === 'supervisor' && isOurs) ? give(null) : refused('CASELOAD_FORBIDDEN')
      case 'allocate': {
        if (this.owner !== payload['baseOfficer'] && this.owner !== payload['toOfficer']) return refused('CASELOAD_CHANGED')
        if (to === undefined || to.role === 'ig-lead' || to.team !== by.team) return refused('CASELOAD_RECEIVER_INVALID')
        if (by.role !== 'supervisor' || !isOurs) return refused('CASELOAD_FORBIDDEN')
        return this.owner === to.officerId ? applied : give(to.officerId)
      }
      case 'next-action': {
        const wanted = payload['nextAction'] as Action | null
        const stands = this.promise()?.nextAction ?? null
        if (!isSame(stands, payload['baseAction'] as Action | null) && !isSame(stands, wanted)) return refused('CASELOAD_ACTION_CHANGED')
        this.plans.push({ at: payload.at, by: me, nextAction: wanted })
        return applied
      }
      case 'refer': {
        if (pending !== null) return refused('CASELOAD_REFERRAL_PENDING')
        const toTeam = String(payload['toTeam'])
        const isStaffed = this.officers.some(({ team, role }) => team === toTeam && role !== 'ig-lead')
        if (!isStaffed || payload['toDistrict'] !== DISTRICT || toTeam === this.team) return refused('CASELOAD_RECEIVER_INVALID')
        if (this.owner !== me && !isOurs) return refused('CASELOAD_FORBIDDEN')
        this.referral = { id: String(payload['operationId']), toTeam, by: me, fromTeam: this.team, state: 'pending', decidedBy: null }
        return applied
      }
      default: return this.#answer(by, payload, pending)
    }
  }

  #answer(by: ModelOfficer, payload: Payload, pending: Referral | null): Verdict {
    if (pending === null || pending.id !== payload['referralId']) return refused('CASELOAD_REFERRAL_CLOSED')
    const isWithdrawn = payload.kind === 'withdraw-referral'
    const may = isWithdrawn ? pending.by === by.officerId || (by.role === 'supervisor' && by.team === pending.fromTeam) : by.team === pending.toTeam
    if (!may) return refused('CASELOAD_FORBIDDEN')
    pending.state = isWithdrawn ? 'withdrawn' : payload.kind === 'accept-referral' ? 'accepted' : 'declined'
    pending.decidedBy = by.officerId
    if (pending.state === 'accepted') {
      this.team = pending.toTeam
      this.owner = by.officerId
      this.#ownedAt = payload.at
    }
    return applied
  }

  /** The next action that stands, and whose it is: the last one set by its time, unless somebody was in contact on or after its day. */
  promise(): { nextAction: Action; owner: string } | null {
    const set: Plan | undefined = [...this.plans, ...[...this.contacts.values()].filter(({ nextAction }) => nextAction !== null)].toSorted((a, b) => b.at.localeCompare(a.at))[0]
    if (set === undefined || set.nextAction === null) return null
    const { nextAction, at, by } = set
    if ([...this.contacts.values()].some((contact) => contact.at > at && londonDay(contact.at) >= nextAction.dueOn)) return null
    return { nextAction, owner: this.#ownedAt > at && this.owner !== null ? this.owner : by }
  }

  /** What the hub's record of the household is to say. */
  record() {
    const promise = this.promise()
    return {
      contacts: [...this.contacts.values()].map(({ id, at, by, nextAction }) => ({ id, at, by, nextAction })).toSorted((a, b) => a.id.localeCompare(b.id)),
      lastContactOn: [...this.contacts.values()].map(({ at }) => londonDay(at)).toSorted().at(-1) ?? null,
      nextAction: promise?.nextAction ?? null, nextActionOwner: promise?.owner ?? null, owner: this.owner, team: this.team,
      referral: this.referral === null ? null : { id: this.referral.id, state: this.referral.state, decidedBy: this.referral.decidedBy },
      safety: this.safety.record(),
    }
  }
}

/** The hub's record, as far as the model knows of it and in the model's form. */
export const recordAsModelled = ({ contacts, lastContactOn, nextAction, nextActionOwner, allocatedOfficer, allocatedTeam, referral, safety }: HouseholdRecord) => ({
  contacts: contacts.map(({ contactId, at, officerId, nextAction: then }) => ({ id: contactId, at, by: officerId, nextAction: then })).toSorted((a, b) => a.id.localeCompare(b.id)),
  lastContactOn, nextAction, nextActionOwner, owner: allocatedOfficer, team: allocatedTeam,
  referral: referral === null ? null : { id: referral.referralId, state: referral.state, decidedBy: referral.decidedBy },
  safety: { safeContact: safetyAsModelled(safety.safeContact), riskToStaff: safetyAsModelled(safety.riskToStaff), moratorium: safetyAsModelled(safety.moratorium) },
})

const safetyAsModelled = ({ codes, by, at, conflicts }: HouseholdRecord['safety']['safeContact']) => ({
  codes, by, at, conflicts: conflicts.map(({ conflictId, base, mine, theirs }) => ({ id: conflictId, base, mine: mine.codes, theirs: theirs.codes })),
})
