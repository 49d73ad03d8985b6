import { CasementError } from '../../../../shared/errors/casement-error'
import { criteriaKinds, hasEnoughCriteria, type LookupCriteria } from '../../../../shared/model/reveal'
import type { LookupCall } from '../granted-call'
import type { Check } from './check'
import { notOwnCircle, type CircleCase } from './circle-checks'
import { GRANT_CHECKS, requireGrant } from './grant-checks'
import { ledgerContinues, type WitnessContext } from './ledger-checks'
import { RECEIPT_CHECKS } from './receipt-checks'

export interface FindCall extends LookupCall {
  readonly criteria: LookupCriteria
  /** Keyed hash of the normalised criteria. */
  readonly criteriaHash: string
}

/** What the vault's own tables say, read under lock in the transaction that writes the look-up. */
export interface FindDecision extends FindCall, WitnessContext, CircleCase {
  /** Keyed hash of the criteria that this look-up was used for before; null when it was not. */
  readonly usedFor: string | null
  readonly lookupsInHour: number
}

/** Look-ups per officer and hour. */
const LOOKUPS_PER_HOUR = 60

const enoughCriteria: Check<FindCall> = {
  name: 'enough-criteria',
  check({ criteria }) {
    if (!hasEnoughCriteria(criteria)) throw new CasementError('FIND_CRITERIA_TOO_FEW')
  },
}

const grantLookup: Check<FindCall> = {
  name: 'grant-lookup',
  check({ grant, signed }) {
    requireGrant(grant.lookupId === signed.payload.lookupId, 'grant-lookup')
  },
}

/** The kinds in the entry are the kinds that are asked now: the log says truly what was looked up by. */
const grantCriteria: Check<FindCall> = {
  name: 'grant-criteria',
  check({ grant, signed, criteria }) {
    const asked = criteriaKinds(criteria).join()
    requireGrant(asked === grant.criteria.toSorted().join() && asked === signed.payload.criteria.toSorted().join(), 'grant-criteria')
  },
}

const purposeForFind: Check<FindCall> = {
  name: 'purpose-for-find',
  check({ purpose }) {
    requireGrant(purpose?.forFind === true, 'purpose-for-find')
  },
}

/** One look-up, one question: the same question again (a lost answer) is fine, another one needs its own entry. */
const singleUse: Check<FindDecision> = {
  name: 'single-use',
  check({ usedFor, criteriaHash }) {
    requireGrant(usedFor === null || usedFor === criteriaHash, 'single-use')
  },
}

const withinCap: Check<FindDecision> = {
  name: 'within-cap',
  check({ usedFor, lookupsInHour }) {
    if (usedFor === null && lookupsInHour >= LOOKUPS_PER_HOUR) throw new CasementError('FIND_CAP_REACHED', { perHour: LOOKUPS_PER_HOUR })
  },
}

export interface LookupChecks {
  readonly call: readonly Check<FindCall>[]
  readonly decision: readonly Check<FindDecision>[]
}

export const LOOKUP_CHECKS: LookupChecks = {
  call: [enoughCriteria, ...GRANT_CHECKS, grantLookup, grantCriteria, purposeForFind, ...RECEIPT_CHECKS],
  decision: [ledgerContinues, singleUse, withinCap, notOwnCircle],
}
