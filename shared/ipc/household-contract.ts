import { z } from 'zod'
import { codesOf, CONTACT_CHANNELS, CONTACT_OUTCOMES, DISTRICTS, DOMAINS, DUTY_KINDS, RISK_BANDS, RISK_FACTORS } from '../model/codes'
import { HouseholdRecordSchema, NextActionSchema, WorklistRowSchema } from '../model/household'
import { HouseholdIdSchema, InstantSchema, PersonIdSchema, UuidSchema } from '../model/ids'
import { LookupCriteriaSchema, LookupOutcomeSchema, PurposeCodeSchema } from '../model/reveal'
import { defineEntry } from './define-contract'
import { PROOF } from './ledger-refusals'

/** Null: not filtered. Several values of one filter mean "any of these". */
export const WorklistFiltersSchema = z.strictObject({
  /** How the reference begins, as typed. */
  reference: z.string().max(20).nullable(),
  band: z.array(z.enum(codesOf(RISK_BANDS))).nullable(),
  factor: z.array(z.enum(codesOf(RISK_FACTORS))).nullable(),
  district: z.array(z.enum(codesOf(DISTRICTS))).nullable(),
  /** Wards with their district (`wardKey`). */
  ward: z.array(z.string().max(100)).nullable(),
  knownTo: z.array(z.enum(codesOf(DOMAINS))).nullable(),
  duty: z.array(z.enum(codesOf(DUTY_KINDS))).nullable(),
  /** Days until the duty clock runs out, at most; 0 = today or overdue. */
  dutyWithinDays: z.int().min(0).max(56).nullable(),
  debtAtLeastPence: z.int().min(0).nullable(),
  /** No contact for at least this many days. */
  noContactForDays: z.int().min(0).max(3_650).nullable(),
  isDueToday: z.boolean().nullable(),
})
export type WorklistFilters = z.infer<typeof WorklistFiltersSchema>
export const NO_FILTERS: WorklistFilters = {
  reference: null, band: null, factor: null, district: null, ward: null, knownTo: null, duty: null, dutyWithinDays: null, debtAtLeastPence: null, noContactForDays: null, isDueToday: null,
}

/** `urgency`: next action due or overdue and duty clock first (earliest of both dates), then risk band, then debt. `unallocated`: what nobody has first. */
export const WorklistSortSchema = z.enum(['urgency', 'risk', 'debt', 'last-contact', 'unallocated'])
export type WorklistSort = z.infer<typeof WorklistSortSchema>

/**
 * The views at the head of the worklist. `mine`: in my caseload, or a next action of mine · `team`: my team's · `due-today`: a next action or duty clock
 * for me (a supervisor: for the team), due or overdue · `at-risk`: bands high and severe · `all`: everything on this laptop.
 */
export const WorklistViewSchema = z.enum(['mine', 'team', 'due-today', 'at-risk', 'all'])
export type WorklistView = z.infer<typeof WorklistViewSchema>

/** A contact the officer recorded that has not reached the hub yet, laid over the record when read (design §5). */
export const PendingSchema = z.enum(['waiting', 'needs-attention'])

export const HouseholdViewSchema = z.strictObject({
  household: HouseholdRecordSchema,
  /** contactIds of `household.contacts` that are still on this laptop only. */
  pending: z.array(z.strictObject({ contactId: UuidSchema, state: PendingSchema })),
  /** Acts about who works it that are still on this laptop only. Those that wait are laid over; those that need attention are not. */
  caseloadPending: z.array(z.strictObject({ operationId: UuidSchema, words: z.string(), state: PendingSchema })).default([]),
  /** Given to the reader by somebody else, and opened now for the first time since. */
  isNewToYou: z.boolean().default(false),
  /** False: shown from the hub for this moment, not in the cache (outside your usual households). */
  isInCache: z.boolean(),
})
export type HouseholdView = z.infer<typeof HouseholdViewSchema>

/** More than any form holds when it is full: what is longer is not kept, and lost at a lock. A plan of a hundred visits, each with a reason that was kept, is 120,000. */
const LONGEST_DRAFT = 256_000

export const householdContract = {
  listWorklist: defineEntry({ channel: 'worklist:list', errors: [],
    request: z.strictObject({ view: WorklistViewSchema.default('all'), filters: WorklistFiltersSchema, sort: WorklistSortSchema, after: z.string().max(200).nullable(), limit: z.int().min(1).max(500) }),
    response: z.strictObject({ rows: z.array(WorklistRowSchema), next: z.string().nullable(), matching: z.int(), total: z.int() }) }),
  /** The wards present in the cache with their districts, in the order of both, for the filter. */
  listWards: defineEntry({ channel: 'worklist:list-wards', request: z.strictObject({}), response: z.strictObject({ wards: z.array(z.strictObject({ district: z.enum(codesOf(DISTRICTS)), name: z.string() })) }), errors: [] }),
  get: defineEntry({ channel: 'household:get', request: z.strictObject({ householdId: HouseholdIdSchema }), response: HouseholdViewSchema, errors: ['NOT_FOUND', 'CIRCLE_OWN', 'HUB_UNREACHABLE'] }),
  /** From what was typed; works offline for households in the cache, else asks the hub. */
  findByReference: defineEntry({ channel: 'household:find-by-reference', request: z.strictObject({ reference: z.string().max(20) }),
    response: z.strictObject({ householdId: HouseholdIdSchema }), errors: ['NOT_FOUND', 'FIND_OFFLINE', 'FIND_CRITERIA_INVALID'] }),
  lookup: defineEntry({ channel: 'find:lookup', request: z.strictObject({ purpose: PurposeCodeSchema, criteria: LookupCriteriaSchema }), response: LookupOutcomeSchema,
    errors: ['FIND_CRITERIA_TOO_FEW', 'FIND_CRITERIA_INVALID', 'FIND_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', 'CIRCLE_OWN', 'FIND_OFFLINE', 'VAULT_UNREACHABLE', 'REVEAL_FORBIDDEN', 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_GRANT_INVALID', ...PROOF] }),
  /** Durable in `kept.db` (and the recovery spool) before it answers; sent when there is a connection. */
  addContact: defineEntry({ channel: 'contact:add', errors: ['STORE_DISK_FULL', 'NOT_FOUND'],
    request: z.strictObject({
      householdId: HouseholdIdSchema, channel: z.enum(codesOf(CONTACT_CHANNELS)), outcome: z.enum(codesOf(CONTACT_OUTCOMES)),
      note: z.string().trim().min(1).max(4_000).nullable(), aboutPersonId: PersonIdSchema.nullable(), nextAction: NextActionSchema.nullable(),
    }),
    response: z.strictObject({ contactId: UuidSchema }) }),
  /** Drafts: saved encrypted every 2 s while somebody types, given back after a lock or a crash. The value is the form's JSON. */
  saveDraft: defineEntry({ channel: 'draft:save', request: z.strictObject({ key: z.string().max(120), value: z.string().max(LONGEST_DRAFT) }), response: z.strictObject({ savedAt: InstantSchema }), errors: ['STORE_DISK_FULL'] }),
  findDraft: defineEntry({ channel: 'draft:find', request: z.strictObject({ key: z.string().max(120) }), response: z.strictObject({ value: z.string().nullable(), savedAt: InstantSchema.nullable() }), errors: [] }),
  removeDraft: defineEntry({ channel: 'draft:remove', request: z.strictObject({ key: z.string().max(120) }), response: z.strictObject({}), errors: [] }),
} as const
