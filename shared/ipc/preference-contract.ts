import { z } from 'zod'
import { defineEntry } from './define-contract'
import { NO_FILTERS, WorklistFiltersSchema, WorklistSortSchema, type WorklistFilters } from './household-contract'

/** Per cent of the usual size; the whole interface grows, as a browser's zoom does. */
export const TEXT_SIZES = [100, 115, 130, 150] as const
export const DENSITIES = ['comfortable', 'compact'] as const

const hasNoRepeats = (filters: Readonly<Record<string, unknown>>): boolean =>
  Object.values(filters).every((value) => !Array.isArray(value) || new Set(value).size === value.length)

/**
 * Filters as a preference keeps them: codes, counts and yes or no. Ward and reference are left out: nothing that is free text, or that
 * anybody could type into, goes into a file that is not encrypted.
 */
export const KeptFiltersSchema = WorklistFiltersSchema.omit({ ward: true, reference: true }).partial().refine(hasNoRepeats, 'a value twice')
export type KeptFilters = z.infer<typeof KeptFiltersSchema>

/** How one person likes Casement on this laptop. Never a secret, never anything of a case: the file is in clear. */
export const PreferencesSchema = z.strictObject({
  textSize: z.literal(TEXT_SIZES),
  density: z.enum(DENSITIES),
  /** False: as the system says. */
  isMotionReduced: z.boolean(),
  areSingleKeysOn: z.boolean(),
  /** What the worklist opens with. */
  worklist: z.strictObject({ filters: KeptFiltersSchema, sort: WorklistSortSchema }),
})
export type Preferences = z.infer<typeof PreferencesSchema>

export const DEFAULT_PREFERENCES: Preferences = {
  textSize: 100, density: 'comfortable', isMotionReduced: false, areSingleKeysOn: true, worklist: { filters: {}, sort: 'urgency' },
}

/** What of the present filters may be kept. */
export function keptFilters(filters: WorklistFilters): KeptFilters {
  const { ward: _ward, reference: _reference, ...rest } = filters
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
}
/** The whole set of filters again; what was not kept is not filtered. */
export const filtersOf = (kept: KeptFilters): WorklistFilters =>
  WorklistFiltersSchema.parse({ ...NO_FILTERS, ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) })

/** The preferences in force. With a problem they hold until Casement is closed, and the file stays as it is. */
export const PreferenceStateSchema = z.strictObject({
  preferences: PreferencesSchema,
  problem: z.enum(['PREFERENCE_FILE_UNREADABLE', 'PREFERENCE_NOT_SAVED']).nullable(),
})
export type PreferenceState = z.infer<typeof PreferenceStateSchema>

export const PreferenceChangeSchema = PreferencesSchema.partial()
export type PreferenceChange = z.infer<typeof PreferenceChangeSchema>

const nothing = z.strictObject({})
const ownBusiness = { handledBy: 'main', whenLocked: true, response: PreferenceStateSchema, errors: [] } as const

/** Also before unlock: whoever needs larger text needs it for the passphrase too. */
export const preferenceContract = {
  get: defineEntry({ ...ownBusiness, channel: 'preference:get', request: nothing }),
  /** Changes what is named and leaves the rest. */
  set: defineEntry({ ...ownBusiness, channel: 'preference:set', request: PreferenceChangeSchema }),
  /** Back to the defaults; the window stays where it is. */
  reset: defineEntry({ ...ownBusiness, channel: 'preference:reset', request: nothing }),
} as const
