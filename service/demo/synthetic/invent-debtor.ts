import { DEBT_NOTES, inventNote } from './invent-notes'
import { eventsBackFrom } from './invent-revenues'
import type { MakeServices } from './invent-services'
import type { DebtorAccount } from './synthetic-services'

const STAGES = { REM: 35, FIN: 20, ARR: 20, CLM: 8, JUD: 5, EA: 4, BRK: 8 }

/** A debtor account: sundry invoices, parking, and charges for care where there is a care case. */
export function inventDebtor(make: MakeServices, hasCare: boolean): DebtorAccount | null {
  const { random, today, serial, strain } = make
  const owesForCare = hasCare && random.chance(0.3)
  if (!owesForCare && !random.chance({ none: 0.03, some: 0.16, deep: 0.34 }[strain])) return null
  const isParking = random.chance(0.3)
  const isSundry = !owesForCare && (!isParking || random.chance(0.4))
  const stage = random.weighted(STAGES)
  const codes = ['INV', 'MISS', 'REM', ...(['ARR', 'BRK'].includes(stage) ? ['CM', 'ARR', 'PAY'] : []), ...(stage === 'BRK' ? ['BRK'] : []), ...(stage === 'EA' ? ['CLM', 'EA'] : [])]
  return {
    debtorRef: `D${String((serial * 61) % 9_999_991).padStart(7, '0')}`,
    sundryPence: isSundry ? random.whole(3_500, 145_000) : 0, sundryStage: isSundry ? stage : '',
    carePence: owesForCare ? random.whole(12_000, 390_000) : 0, careStage: owesForCare ? stage : '',
    parkingPence: isParking ? random.pick([3_500, 7_000, 10_500, 14_000]) : 0, parkingStage: isParking ? 'REM' : '',
    history: eventsBackFrom(random, today, codes, (code) => (['INV', 'PAY', 'MISS'].includes(code) ? random.whole(3_500, 40_000) : null)),
    note: random.chance(0.25) ? inventNote(random, today, DEBT_NOTES, 'Debt management', make.mainName) : null,
  }
}
