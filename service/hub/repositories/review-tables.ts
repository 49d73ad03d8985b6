import type { District, Team } from '../../../shared/model/codes'
import type { ReviewCause, ReviewFactor, ReviewOutcomeCode, ReviewStep } from '../../../shared/model/review'

export interface EmergencyUseRow { request_id: string; officer_id: string; used_at: Date }
export interface ReviewTaskRow {
  request_id: string; epoch: string; entry_index: number; officer_id: string; team: Team; district: District; causes: ReviewCause[]; factors: ReviewFactor[]; score: number; created_at: Date
}
export interface ReviewOutcomeRow {
  request_id: string; step: ReviewStep; outcome_id: string; officer_id: string; reviewer_id: string; device_id: string; outcome: ReviewOutcomeCode; epoch: string; entry_index: number; decided_at: Date
}

export interface ReviewTables {
  emergency_uses: EmergencyUseRow
  review_tasks: ReviewTaskRow
  review_outcomes: ReviewOutcomeRow
}
