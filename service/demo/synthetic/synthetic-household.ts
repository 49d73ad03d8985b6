import type { Home } from './places'
import type { SyntheticServices } from './synthetic-services'

/** Dates YYYY-MM-DD, money in pence; codes are those of the source systems, as their extracts spell them. */
export interface SyntheticPerson {
  readonly part: 'main' | 'partner' | 'child' | 'adult' | 'carer'
  readonly forenames: string
  readonly surname: string
  readonly previousName: string
  readonly dateOfBirth: string
  readonly niNumber: string
  readonly phone: string
  readonly otherPhone: string
  readonly email: string
  readonly health: string
  readonly childInfo: string
}

export interface SyntheticEvent { readonly on: string; readonly code: string; readonly pence: number | null }
export interface SyntheticNote { readonly on: string; readonly by: string; readonly text: string }

export interface RevenuesAccount {
  readonly accountRef: string
  readonly lastContactOn: string
  readonly councilTaxPence: number
  readonly councilTaxStage: string
  readonly claimRef: string
  readonly overpaymentPence: number
  readonly overpaymentStage: string
  /** `endsOn` empty: no end. */
  readonly benefits: ReadonlyArray<{ code: string; weeklyPence: number; endsOn: string }>
  readonly moratorium: { kind: string; startsOn: string; endsOn: string } | null
  readonly history: ReadonlyArray<SyntheticEvent>
  readonly note: SyntheticNote | null
}

export interface HousingCase {
  readonly tenancyRef: string
  readonly lastContactOn: string
  readonly rentPence: number
  readonly rentStage: string
  readonly formerTenantPence: number
  readonly duty: { kind: string; startedOn: string; endedOn: string; endReason: string } | null
  readonly support: ReadonlyArray<{ on: string; code: string; outcome: string }>
  readonly history: ReadonlyArray<SyntheticEvent>
  readonly note: SyntheticNote | null
}

export interface SyntheticHousehold {
  readonly home: Home
  /** The main person first. */
  readonly people: readonly [SyntheticPerson, ...SyntheticPerson[]]
  /** Two letters of the team's code, or empty. */
  readonly team: string
  readonly isProtected: boolean
  readonly safeContact: ReadonlyArray<string>
  readonly revenues: RevenuesAccount | null
  readonly housing: HousingCase | null
  readonly services: SyntheticServices
  /** Scripted households stay free of mess. */
  readonly isScripted: boolean
}
