import { z } from 'zod'
import { InstantSchema, OfficerIdSchema, UuidSchema } from '../model/ids'
import { ApprovalPairSchema, ColleagueSchema, DeputyshipSchema, NewDeputyshipSchema, NewShiftSchema, PersonAccountsSchema, ShiftSchema } from '../model/stand-in'
import { defineEndpoint } from './define-endpoint'
import { PeriodSchema } from './oversight-api'

const device = [
  'ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID',
] as const
const nothing = z.strictObject({})
const minutes = z.int().min(1)

/** As policy has them, for the words of the screens. */
export const StandInRulesSchema = z.strictObject({
  deputyAtMostDays: minutes, workingHours: z.strictObject({ from: z.string(), to: z.string() }), escalateAfterMinutes: z.strictObject({ inHours: minutes, outOfHours: minutes }),
})

/** Deputies, the duty rota, pairs who approve each other, and accounts of one person. */
export const standInsApi = {
  /** What holds for the caller now: whom they stand in for, and their duty. */
  ownStanding: defineEndpoint({ method: 'POST', path: '/cover/mine', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ deputyships: z.array(DeputyshipSchema).max(50), shifts: z.array(ShiftSchema).max(50), hubTime: InstantSchema }) }),
  /** Deputyships and shifts of the caller's district that are not over, and the colleagues who could be chosen. */
  listStandIns: defineEndpoint({ method: 'POST', path: '/cover', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ deputyships: z.array(DeputyshipSchema).max(200), shifts: z.array(ShiftSchema).max(400), colleagues: z.array(ColleagueSchema).max(2_000), rules: StandInRulesSchema, hubTime: InstantSchema }) }),
  /** Kept with who did it and from which laptop. Idempotent by deputyshipId. */
  nameDeputy: defineEndpoint({ method: 'POST', path: '/cover/deputies', caller: 'device', errors: [...device, 'STAND_IN_FORBIDDEN', 'STAND_IN_PERIOD', 'NOT_FOUND'],
    request: NewDeputyshipSchema, response: z.strictObject({ deputyship: DeputyshipSchema }) }),
  endDeputyship: defineEndpoint({ method: 'POST', path: '/cover/deputies/end', caller: 'device', errors: [...device, 'STAND_IN_FORBIDDEN', 'NOT_FOUND'],
    request: z.strictObject({ deputyshipId: UuidSchema }), response: nothing }),
  enterShift: defineEndpoint({ method: 'POST', path: '/cover/rota', caller: 'device', errors: [...device, 'STAND_IN_FORBIDDEN', 'STAND_IN_PERIOD', 'NOT_FOUND'],
    request: NewShiftSchema, response: z.strictObject({ shift: ShiftSchema }) }),
  endShift: defineEndpoint({ method: 'POST', path: '/cover/rota/end', caller: 'device', errors: [...device, 'STAND_IN_FORBIDDEN', 'NOT_FOUND'],
    request: z.strictObject({ shiftId: UuidSchema }), response: nothing }),
  /** Everybody's for the information governance lead; for a supervisor those of their team, without themselves. */
  approvalPairs: defineEndpoint({ method: 'POST', path: '/oversight/pairs', caller: 'device', errors: device, request: z.strictObject({ period: PeriodSchema }),
    response: z.strictObject({ pairs: z.array(ApprovalPairSchema).max(500), eachWayAtLeast: minutes, shareAtLeast: z.number(), decisions: z.int().min(0) }) }),
  listAccounts: defineEndpoint({ method: 'POST', path: '/people/accounts', caller: 'device', errors: device, request: nothing,
    response: z.strictObject({ people: z.array(PersonAccountsSchema).max(2_000) }) }),
  /** Two accounts of one person. Nothing takes it back. Twice is fine. */
  linkAccounts: defineEndpoint({ method: 'POST', path: '/people/accounts/link', caller: 'device', errors: [...device, 'ADMIN_OWN_ACCOUNT', 'ADMIN_ACCOUNTS_APART', 'NOT_FOUND'],
    request: z.strictObject({ officerId: OfficerIdSchema, otherId: OfficerIdSchema }), response: nothing }),
} as const
