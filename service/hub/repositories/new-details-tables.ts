import type { District, Team } from '../../../shared/model/codes'
import type { DetailKind } from '../../../shared/model/new-details'

/** That details were given; what they are never comes here. */
export interface NewDetailsRow { detail_id: string; household_id: string; person_id: string; kind: DetailKind; officer_id: string; team: Team; district: District; given_at: Date }

/** The table of migration 0200. */
export interface NewDetailsTables {
  new_details: NewDetailsRow
}
