import type { ReviewOutcomeCode } from '../../shared/model/review'
import type { TagTone } from './tag'

const TONES: Readonly<Record<ReviewOutcomeCode, TagTone>> = { justified: 'good', learning: 'info', concern: 'bad' }
/** Colour repeats what the words say. */
export const outcomeTone = (outcome: ReviewOutcomeCode): TagTone => TONES[outcome]
