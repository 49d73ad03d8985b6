import purposes from '../../../shared/purposes/purposes.json'
import { PurposeSchema } from '../../../shared/purposes/purpose'
import type { StatedPurpose } from '../../features/reveal/reveal-form-state'

/** Practice commits to no wording, so there is none to hash. */
const NO_WORDING = '0'.repeat(64)

/** The purposes an officer may state without approval, as they stand in the repository: the council's signed list is not asked. */
export const PRACTICE_PURPOSES: ReadonlyArray<StatedPurpose> = purposes
  .map((purpose) => PurposeSchema.parse(purpose))
  .filter(({ approval, roles }) => approval === 'none' && roles.includes('officer'))
  .map((purpose) => ({ ...purpose, wordingHash: NO_WORDING }))
