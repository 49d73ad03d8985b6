import type { Source } from '../../../shared/model/codes'

/** Sources whose rows are about places. */
export type WardSource = 'open-data'
export type PersonSource = Exclude<Source, WardSource>
