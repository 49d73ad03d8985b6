import { CasementError } from '../../../../shared/errors/casement-error'
import type { Check } from './check'

/** Households of the people in question in which somebody of the officer's own circle lives: by the vault's own tables, whatever the hub granted. */
export interface CircleCase {
  readonly ownHouseholds: readonly string[]
}

/** Neither an approval nor an emergency opens it: somebody else must do it. */
export const notOwnCircle: Check<CircleCase> = {
  name: 'not-own-circle',
  check({ ownHouseholds }) {
    if (ownHouseholds.length > 0) throw new CasementError('CIRCLE_OWN')
  },
}
