import { z } from 'zod'
import { HouseholdIdSchema, InstantSchema, OfficerIdSchema, UuidSchema } from '../model/ids'
import { SAFETY_FIELDS, SafetyCodesSchema } from '../model/safety'
import { codesOf } from '../model/codes'
import { defineEntry } from './define-contract'

/** One side of a conflict, in words: what it says, who said it (null: the record as it came) and when. */
const SideSchema = z.strictObject({ words: z.string(), by: OfficerIdSchema.nullable(), at: InstantSchema.nullable() })

/** What an officer can say about a conflict. `both`: everything that either wanted, where that can be. */
export const ChoiceSchema = z.enum(['mine', 'theirs', 'both'])
export type Choice = z.infer<typeof ChoiceSchema>

/** Two that were made without knowing of each other. `id`: of the operation that came second. */
export const ConflictItemSchema = z.strictObject({
  id: UuidSchema, householdId: HouseholdIdSchema, reference: z.string(),
  /** What it is about, in the words of staff. */
  about: z.string(),
  base: z.string(), mine: SideSchema, theirs: SideSchema,
  /** What stands until it is settled. */
  stands: z.string(), isSafety: z.boolean(), choices: z.array(ChoiceSchema).min(1),
})
export type ConflictItem = z.infer<typeof ConflictItemSchema>

export const safetyContract = {
  /** Records a safety field of a household, against what stood there when the officer began (`seen`). Durable in `kept.db` (and the recovery spool) before it answers. */
  set: defineEntry({ channel: 'safety:set', errors: ['STORE_DISK_FULL', 'NOT_FOUND', 'REQUEST_INVALID'],
    request: z.strictObject({ householdId: HouseholdIdSchema, field: z.enum(codesOf(SAFETY_FIELDS)), codes: SafetyCodesSchema, seen: SafetyCodesSchema }), response: z.strictObject({ operationId: UuidSchema.nullable() }) }),
  /** Everything on this laptop that is not settled, own and colleagues'. Also offline. */
  listConflicts: defineEntry({ channel: 'safety:list-conflicts', errors: [], request: z.strictObject({}), response: z.strictObject({ conflicts: z.array(ConflictItemSchema) }) }),
  /** Settles what was shown, `stands` in the words of the list: what somebody changed meanwhile was not looked at, and is not overwritten. */
  settle: defineEntry({ channel: 'safety:settle', errors: ['STORE_DISK_FULL', 'NOT_FOUND', 'CONFLICT_CHANGED'], request: z.strictObject({ id: UuidSchema, choice: ChoiceSchema, stands: z.string() }), response: z.strictObject({}) }),
} as const
