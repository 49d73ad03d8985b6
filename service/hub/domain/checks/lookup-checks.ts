import { CasementError } from '../../../../shared/errors/casement-error'
import type { Check, LookupCall } from './check'
import { STATED_CHECKS } from './stated-checks'

/** Two details, or one account number (design §4); the hub learns only which kinds. */
const enoughCriteria: Check<LookupCall> = {
  name: 'enough-criteria',
  check({ signed }) {
    const kinds = new Set(signed.payload.criteria)
    if (kinds.size !== signed.payload.criteria.length) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.criteria' })
    if (kinds.size < 2 && !kinds.has('account-number')) throw new CasementError('FIND_CRITERIA_TOO_FEW')
  },
}

export const LOOKUP_CHECKS: readonly Check<LookupCall>[] = [...STATED_CHECKS, enoughCriteria]
