import type { SyntheticEvent, SyntheticNote } from './synthetic-household'

/** `until` empty: under way; `times` 0: not said. */
export interface SyntheticService { readonly code: string; readonly from: string; readonly until: string; readonly times: number }

export interface CareCase {
  readonly aschNumber: string
  /** Places in the household's people. */
  readonly client: number
  readonly carer: number | null
  readonly supportReason: string
  readonly conditions: ReadonlyArray<string>
  readonly services: ReadonlyArray<SyntheticService>
  readonly technology: ReadonlyArray<{ code: string; since: string }>
  readonly assessment: { outcome: string; on: string; weeklyPence: number } | null
  readonly lastContactOn: string
  readonly history: ReadonlyArray<SyntheticEvent>
  readonly note: SyntheticNote | null
}

export interface ChildCase {
  readonly childRef: string
  readonly child: number
  readonly involvement: SyntheticService
  readonly plan: string
  readonly detail: string
  readonly isProtected: boolean
  readonly history: ReadonlyArray<SyntheticEvent>
  readonly note: SyntheticNote | null
}

export interface DebtorAccount {
  readonly debtorRef: string
  readonly sundryPence: number
  readonly sundryStage: string
  readonly carePence: number
  readonly careStage: string
  readonly parkingPence: number
  readonly parkingStage: string
  readonly history: ReadonlyArray<SyntheticEvent>
  readonly note: SyntheticNote | null
}

export interface Pupil {
  readonly upn: string
  readonly person: number
  readonly school: string
  readonly setting: string
  /** 0: not counted (no school). */
  readonly sessionsPossible: number
  readonly sessionsMissed: number
  readonly suspensions: number
  readonly isExcluded: boolean
  readonly isInAlternativeProvision: boolean
  readonly qualification: string
  readonly history: ReadonlyArray<SyntheticEvent>
}

export interface Elector { readonly electorNumber: string; readonly person: number; readonly registeredOn: string }

export interface Placement {
  readonly placementRef: string
  readonly aschNumber: string
  readonly situation: string
  readonly since: string
  readonly support: ReadonlyArray<SyntheticService>
  readonly safeContact: ReadonlyArray<string>
  readonly history: ReadonlyArray<SyntheticEvent>
  readonly note: SyntheticNote | null
}

/** What services beside revenues and housing know of a household. */
export interface SyntheticServices {
  readonly care: CareCase | null
  readonly childCase: ChildCase | null
  readonly debtor: DebtorAccount | null
  readonly pupils: ReadonlyArray<Pupil>
  readonly electors: ReadonlyArray<Elector>
  readonly placement: Placement | null
  /** What the district's housing system calls the home. */
  readonly tenure: string
}
