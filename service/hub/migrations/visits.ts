import { createVisitPacks } from './0140-create-visit-packs'

/** The steps of visit packs. */
export const VISIT_MIGRATIONS = [createVisitPacks] as const
