import { randomBytes } from 'node:crypto'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import { makeReference } from '../../../shared/model/reference'

export const pseudonym = (): string => randomBytes(16).toString('hex')

type Wish = Partial<{ [K in keyof CodedFacts]: CodedFacts[K] extends string ? string : CodedFacts[K] }>

/** One record of revenues and benefits about an invented household in Canterbury. */
export function makeFacts(wish: Wish = {}): CodedFacts {
  const source = (wish.source ?? 'revenues-and-benefits') as CodedFacts['source']
  const from = { source, asAt: '2026-11-20' }
  const recordId = wish.recordId ?? pseudonym()
  return {
    recordId, source, asAt: '2026-11-20', householdId: pseudonym(), reference: makeReference([...randomBytes(6)]), district: 'canterbury',
    ward: { code: 'E05009403', name: 'Barton' },
    members: [{ personId: pseudonym(), role: 'account-holder', ageBand: '35-44' }, { personId: pseudonym(), role: 'dependant', ageBand: '5-10' }],
    isProtected: false, allocatedTeam: 'income-and-debt', lastContactOn: '2026-10-02', safeContact: [],
    debts: [{ recordId, kind: 'council-tax-arrears', domain: 'revenues-and-benefits', balancePence: 41_250, stage: 'summons', ...from }],
    moratorium: null, duty: null, benefits: [{ kind: 'council-tax-reduction', weeklyPence: 1_840, endsOn: null, ...from }], interventions: [],
    chronology: [{ on: '2026-09-14', event: 'reminder-sent', domain: 'revenues-and-benefits', amountPence: null, ...from }],
    ...wish,
  } as CodedFacts
}
