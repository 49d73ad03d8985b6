import { CasementError } from '../../../../shared/errors/casement-error'
import { LONGEST_APPROVAL_HOURS, LONGEST_OUTING_HOURS } from '../../../../shared/model/visit-pack'
import type { Check } from './check'
import { itemOf, type ListCall } from './list-item'
import { requireReason } from './reveal-checks'
import { requireOpening } from './stated-checks'

const HOUR_MS = 3_600_000

/** Each visit's reason is opened, and belongs to exactly that household; a contact list has none but its own. */
const reasonsOpening: Check<ListCall> = {
  name: 'pack-reasons-opening',
  check({ signed: { payload }, items }) {
    const refuse = (): never => {
      throw new CasementError('REQUEST_INVALID', { fields: 'items' })
    }
    if (payload.v === 1) {
      if (items.some(({ reason }) => reason !== null)) refuse()
      return
    }
    if (payload.reasons.length !== payload.items.length) refuse()
    for (const { persons, reason } of items) {
      const commitment = payload.reasons[payload.items.indexOf(itemOf(persons))]
      if (reason === null || commitment === undefined) return refuse()
      requireOpening(commitment, 'reason', reason, 'items')
    }
  },
}

const understandableReasons: Check<ListCall> = {
  name: 'pack-understandable-reasons',
  check({ items, purpose }) {
    for (const { reason } of items) if (reason !== null) requireReason(reason.value, purpose)
  },
}

/** An outing that is not over, not too long, and not further ahead than an approval lasts. */
const outingTimes: Check<ListCall> = {
  name: 'pack-times',
  check({ signed: { payload }, now }) {
    if (payload.v === 1) return
    const [from, until] = [Date.parse(payload.outing.from), Date.parse(payload.outing.until)]
    if (until <= from || until <= now || until - from > LONGEST_OUTING_HOURS * HOUR_MS || until - now > LONGEST_APPROVAL_HOURS * HOUR_MS) throw new CasementError('PACK_TIMES')
  },
}

/** What makes a visit pack well-formed, beside what a list must be. */
export const PACK_CHECKS: readonly Check<ListCall>[] = [reasonsOpening, understandableReasons, outingTimes]
