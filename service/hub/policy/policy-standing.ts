import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs'
import type { Officer } from '../../../shared/model/officer'

/** By what right, beside their role, somebody might decide a request at this moment. */
export interface PolicyStanding {
  /** Teams of the request's district whose supervisor they stand in for now. */
  readonly deputyTeams: readonly string[]
  /** Whoever asks named them as deputy, at any time since the request. */
  readonly isRequestersDeputy: boolean
  /** It has waited longer than policy lets it. */
  readonly isEscalated: boolean
  readonly isOnDuty: boolean
  readonly isSomebodyOnDuty: boolean
}

export const NO_STANDING: PolicyStanding = { deputyTeams: [], isRequestersDeputy: false, isEscalated: false, isOnDuty: false, isSomebodyOnDuty: false }

/** What somebody does with deputies and the rota; `subject`: whom it concerns. */
export type StandInAct =
  | { readonly action: 'nameDeputy'; readonly subject: Readonly<Officer>; readonly isSamePerson: boolean; readonly namerIsDeputy: boolean; readonly deputyHasNamed: boolean }
  | { readonly action: 'endDeputyship'; readonly subject: Readonly<Officer>; readonly isOwn: boolean; readonly isDeputy: boolean }
  | { readonly action: 'keepRota'; readonly subject: Readonly<Officer>; readonly cover: string; readonly isSamePerson: boolean }
  | { readonly action: 'seeStandIns' }

export function standInContext(act: StandInAct): Record<string, CedarValueJson> {
  switch (act.action) {
    case 'nameDeputy':
      return { isSamePerson: act.isSamePerson, namerIsDeputy: act.namerIsDeputy, deputyHasNamed: act.deputyHasNamed }
    case 'endDeputyship':
      return { isOwn: act.isOwn, isDeputy: act.isDeputy }
    case 'keepRota':
      return { cover: act.cover, isSamePerson: act.isSamePerson }
    case 'seeStandIns':
      return {}
  }
}
