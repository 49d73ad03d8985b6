import { CasementError } from '../../../../shared/errors/casement-error'
import { opensCommitment } from '../../../../shared/ledger/commitment'
import { joinPersons, relatedPart } from '../../../../shared/model/reveal'
import { budgetStanding, isFreshSignIn, type BudgetStanding, type BudgetUse } from '../../../../shared/purposes/reveal-budget'
import type { Opening, RevealCall } from '../granted-call'
import { APPROVAL_CHECKS, type ApprovalCase } from './approval-checks'
import type { Check } from './check'
import { notOwnCircle, type CircleCase } from './circle-checks'
import { EMERGENCY_CHECKS, isEmergency, type EmergencyCase } from './emergency-checks'
import { GRANT_CHECKS, requireGrant } from './grant-checks'
import { ledgerContinues, type WitnessContext } from './ledger-checks'
import { LIST_CHECKS, type ListCase } from './list-checks'
import { RECEIPT_CHECKS } from './receipt-checks'

export interface ReleaseCall extends RevealCall {
  readonly persons: Opening
  /** RFC 7638 SHA-256 thumbprint of the key that the answer will be sealed to, base64url. */
  readonly windowKeyThumbprint: string
}

/** What the vault's own tables say, read under lock in the transaction that writes the release. */
export interface ReleaseDecision extends ReleaseCall, WitnessContext, CircleCase {
  /** Unix milliseconds of this grant's first release; null before it. */
  readonly firstReleasedAt: number | null
  /** Grants opened by this officer, this one among them; emergency access apart. */
  readonly use: BudgetUse
  readonly unknownPersons: number
  readonly approval: ApprovalCase
  readonly emergency: EmergencyCase
  readonly list: ListCase
  personOf(officerId: string): string
}

/** A lost answer may be fetched again this long. */
const FETCH_AGAIN_MS = 120_000

/** The entry's commitment to the people opens to exactly those of the grant. */
const personsOpening: Check<ReleaseCall> = {
  name: 'persons-opening',
  check({ persons, signed, grant }) {
    const salt = Buffer.from(persons.salt, 'base64url')
    const opens = persons.value === joinPersons(grant.persons) && opensCommitment(signed.payload.persons, 'person', persons.value, salt)
    requireGrant(opens, 'persons-opening')
  },
}

const grantRequest: Check<ReleaseCall> = {
  name: 'grant-request',
  check({ grant, signed }) {
    requireGrant(grant.requestId === signed.payload.requestId, 'grant-request')
  },
}

/** Exactly the groups that the officer asked for in the entry. */
const grantFieldGroups: Check<ReleaseCall> = {
  name: 'grant-field-groups',
  check({ grant, signed }) {
    requireGrant(grant.fieldGroups.join() === signed.payload.fieldGroups.join(), 'grant-field-groups')
  },
}

/** The grant is for the window key named in the entry, and the answer goes to that key. */
const grantWindowKey: Check<ReleaseCall> = {
  name: 'grant-window-key',
  check({ grant, signed, windowKeyThumbprint }) {
    requireGrant(grant.windowKey === signed.payload.windowKey && windowKeyThumbprint === grant.windowKey, 'grant-window-key')
  },
}

/** The vault's own purpose table: a group that the signed purpose does not cover stays shut whatever the grant says. */
const purposeCovers: Check<ReleaseCall> = {
  name: 'purpose-covers',
  check({ grant, purpose }) {
    const covered = new Set<string>(purpose?.fieldGroups)
    if (!grant.fieldGroups.every((group) => covered.has(group))) throw new CasementError('REVEAL_FIELDS_NOT_COVERED')
  },
}

/** No display lasts longer than the signed purpose says: the window goes by the grant. */
const grantDisplay: Check<ReleaseCall> = {
  name: 'grant-display',
  check({ grant, purpose }) {
    requireGrant(purpose === null || grant.showFor <= purpose.showForSeconds, 'grant-display')
  },
}

/** Where the signed purpose asks for somebody else's power, the entry commits to one. */
const authorityStated: Check<ReleaseCall> = {
  name: 'authority-stated',
  check({ purpose, signed }) {
    requireGrant(purpose === null || !purpose.asksAuthority || relatedPart(signed.payload).authority !== null, 'authority-stated')
  },
}

const releasedRecently: Check<ReleaseDecision> = {
  name: 'released-recently',
  check({ firstReleasedAt, now }) {
    if (firstReleasedAt !== null && now > firstReleasedAt + FETCH_AGAIN_MS) throw new CasementError('REVEAL_GRANT_EXPIRED')
  },
}

/** The hub counts too, and need not be believed. Neither an answer fetched again nor an emergency is counted against anybody. */
const budgetOf = (decision: ReleaseDecision): BudgetStanding | null =>
  decision.firstReleasedAt !== null || isEmergency(decision) ? null : budgetStanding(decision.budget, decision.use)

/** The end of it, however often somebody signs in. */
const withinStop: Check<ReleaseDecision> = {
  name: 'within-stop',
  check(decision) {
    const standing = budgetOf(decision)
    if (standing?.state === 'stop') throw new CasementError('REVEAL_CAP_REACHED', { span: standing.span, budget: standing.budget })
  },
}

/** Above the budget: the person at the laptop has just shown who they are, by the vault's own token. */
const signedInAboveBudget: Check<ReleaseDecision> = {
  name: 'signed-in-above-budget',
  check(decision) {
    const standing = budgetOf(decision)
    if (standing === null || standing.state === 'within' || standing.state === 'near') return
    if (!isFreshSignIn(decision.budget, decision.caller.signedInAt, decision.now)) throw new CasementError('REVEAL_SIGN_IN_NEEDED', { span: standing.span, budget: standing.budget })
  },
}

const peopleKnown: Check<ReleaseDecision> = {
  name: 'people-known',
  check({ unknownPersons }) {
    if (unknownPersons > 0) throw new CasementError('NOT_FOUND')
  },
}

/** Before the database is asked, and with what it says. */
export interface ReleaseChecks {
  readonly call: readonly Check<ReleaseCall>[]
  readonly decision: readonly Check<ReleaseDecision>[]
}

/** Design §4 step 6, in full. */
export const RELEASE_CHECKS: ReleaseChecks = {
  call: [...GRANT_CHECKS, personsOpening, grantRequest, grantFieldGroups, grantWindowKey, purposeCovers, grantDisplay, authorityStated, ...RECEIPT_CHECKS],
  decision: [ledgerContinues, releasedRecently, withinStop, signedInAboveBudget, peopleKnown, notOwnCircle, ...EMERGENCY_CHECKS, ...APPROVAL_CHECKS, ...LIST_CHECKS],
}
