import { z } from 'zod'
import { codesOf, DISTRICTS, ROLES, TEAMS } from './codes'
import { DateSchema, InstantSchema, OfficerIdSchema, UuidSchema } from './ids'

/** What somebody on the duty rota does. */
export const DUTY_COVERS = { desk: 'Duty desk', approver: 'Approvals out of hours' } as const
export const DutyCoverSchema = z.enum(codesOf(DUTY_COVERS))
export type DutyCover = z.infer<typeof DutyCoverSchema>

/** By what right somebody decided, or may decide, a request. */
export const CAPACITIES = { own: 'Supervisor of the team', district: 'Supervisor of the district', deputy: 'Deputy', duty: 'On duty' } as const
export const CapacitySchema = z.enum(codesOf(CAPACITIES))
export type Capacity = z.infer<typeof CapacitySchema>

const place = { team: z.enum(codesOf(TEAMS)), district: z.enum(codesOf(DISTRICTS)) }
const name = z.string().max(80)

/** Who stands in for a supervisor, and until when. */
export const DeputyshipSchema = z.strictObject({
  deputyshipId: UuidSchema, supervisorId: OfficerIdSchema, supervisor: name, deputyId: OfficerIdSchema, deputy: name, ...place, from: InstantSchema, until: InstantSchema,
})
export type Deputyship = z.infer<typeof DeputyshipSchema>

/** One officer's week on the rota. */
export const ShiftSchema = z.strictObject({
  shiftId: UuidSchema, officerId: OfficerIdSchema, officer: name, cover: DutyCoverSchema, district: place.district, from: InstantSchema, until: InstantSchema, enteredBy: name,
})
export type Shift = z.infer<typeof ShiftSchema>

export const ColleagueSchema = z.strictObject({ officerId: OfficerIdSchema, name, role: z.enum(codesOf(ROLES)), ...place })
export type Colleague = z.infer<typeof ColleagueSchema>

/** What a supervisor asks for: whole days of London, both included. */
const days = { deputyId: OfficerIdSchema, from: DateSchema, to: DateSchema }
const isInOrder = ({ from, to }: { from: string; to: string }): boolean => from <= to
export const DeputyWishSchema = z.strictObject(days).refine(isInOrder, { path: ['to'] })
export type DeputyWish = z.infer<typeof DeputyWishSchema>
export const NewDeputyshipSchema = z.strictObject({ deputyshipId: UuidSchema, ...days }).refine(isInOrder, { path: ['to'] })
/** The week that begins on that Monday, in London. */
export const NewShiftSchema = z.strictObject({ shiftId: UuidSchema, officerId: OfficerIdSchema, cover: DutyCoverSchema, week: DateSchema })

/** Two people who approve each other's requests: how often each did, and which part of all that they approved in the time it is. */
const side = z.strictObject({ officerId: OfficerIdSchema, name, team: place.team, approved: z.int().min(1), ofAll: z.int().min(1) })
export const ApprovalPairSchema = z.strictObject({ first: side, second: side })
export type ApprovalPair = z.infer<typeof ApprovalPairSchema>

/** The accounts that are noted to be one person's. */
export const PersonAccountsSchema = z.strictObject({ accounts: z.array(ColleagueSchema).min(1), notedBy: z.array(name), notedAt: InstantSchema })
export type PersonAccounts = z.infer<typeof PersonAccountsSchema>
