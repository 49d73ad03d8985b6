import { lostDeviceApi } from '../api/lost-device-api'
import { z } from 'zod'
import {
  ActSchema, EnrolledDeviceSchema, IntakeRunSchema, OversightCursorSchema, PersonSchema, SearchQuerySchema, TeamActivitySchema, TeamRevealsQuerySchema, oversightApi,
} from '../api/oversight-api'
import { sourcesApi } from '../api/sources-api'
import { InstantSchema, UuidSchema } from '../model/ids'
import { LookSchema, TeamRevealSchema } from '../model/oversight'
import { OfficerSchema } from '../model/officer'
import { FormerPurposeSchema, PurposeSchema } from '../purposes/purpose'
import { defineEntry } from './define-contract'

/**
 * What this laptop could prove of an entry. proved: the entry is under a checkpoint that continues the last one accepted here, and what is
 * shown of it is what it says · unproved: no proof came, or what is shown is not what the entry says · inconsistent: the ledger no longer
 * continues what was seen before · earlier-epoch: an entry of a ledger that was closed · outside: not a ledger entry (the access log).
 */
export const ProofSchema = z.enum(['proved', 'unproved', 'inconsistent', 'earlier-epoch'])
export type Proof = z.infer<typeof ProofSchema>

const titled = { purposeTitle: z.string().max(80).nullable() }
export const ShownTeamRevealSchema = TeamRevealSchema.extend(titled)
export type ShownTeamReveal = z.infer<typeof ShownTeamRevealSchema>
export const ProvedLookSchema = LookSchema.extend({ ...titled, proof: ProofSchema })
export type ProvedLook = z.infer<typeof ProvedLookSchema>

const [revealAct, openingAct] = ActSchema.options
export const ShownActSchema = z.discriminatedUnion('act', [
  revealAct.extend({ look: ProvedLookSchema, events: z.array(ProvedLookSchema), led: ProvedLookSchema.nullable() }),
  openingAct.extend({ led: ProvedLookSchema.nullable() }),
])
export type ShownAct = z.infer<typeof ShownActSchema>

const nothing = z.strictObject({})
const page = { next: OversightCursorSchema.nullable() }
const ledgerSize = z.int().min(0)
const errors = ['OVERSIGHT_OFFLINE', 'ACCESS_ROLE_FORBIDDEN', 'HUB_RUBBISH', 'ACCESS_SIGNED_OUT'] as const

/** Review. Online only: nothing of an answer is kept on this laptop. */
export const oversightContract = {
  teamActivity: defineEntry({ channel: 'oversight:team-activity', request: oversightApi.teamActivity.request,
    response: TeamActivitySchema.extend({ purposeTitles: z.record(z.string(), z.string()) }), errors }),
  teamReveals: defineEntry({ channel: 'oversight:team-reveals', request: TeamRevealsQuerySchema, response: z.strictObject({ reveals: z.array(ShownTeamRevealSchema), ...page }), errors }),
  /** What was typed is read as a reference; the entries are proved here, against the last checkpoint that this laptop accepted. */
  whoLooked: defineEntry({ channel: 'oversight:who-looked', errors: [...errors, 'FIND_CRITERIA_INVALID', 'NOT_FOUND', 'CIRCLE_OWN'],
    request: z.strictObject({ reference: z.string().max(20), after: OversightCursorSchema.nullable(), limit: z.int().min(1).max(50) }),
    response: z.strictObject({ reference: z.string(), acts: z.array(ShownActSchema), ...page, ledgerSize }) }),
  searchLedger: defineEntry({ channel: 'oversight:search-ledger', errors: [...errors],
    request: SearchQuerySchema, response: z.strictObject({ looks: z.array(ProvedLookSchema), ...page, ledgerSize }) }),
  listToolUse: defineEntry({ channel: 'oversight:list-tool-use', request: oversightApi.listToolUse.request, response: oversightApi.listToolUse.response, errors }),
  listPeople: defineEntry({ channel: 'oversight:list-people', request: nothing, response: z.strictObject({ people: z.array(PersonSchema), allowance: z.int() }), errors }),
  /** The signed purposes whole, whoever may state them. */
  listPurposes: defineEntry({ channel: 'oversight:list-purposes', request: nothing, response: z.strictObject({ purposes: z.array(PurposeSchema), former: z.array(FormerPurposeSchema) }), errors: ['KEY_BUNDLE_INVALID', 'OVERSIGHT_OFFLINE'] }),
} as const

/** Running the place: laptops, people, intake. No case data. */
export const adminContract = {
  listDevices: defineEntry({ channel: 'admin:list-devices', request: oversightApi.listDevices.request,
    response: z.strictObject({ devices: z.array(EnrolledDeviceSchema.extend({ isThis: z.boolean() })), ...page, allowance: z.int() }), errors }),
  /** At the vault first, since details leave from there; then at the hub. Repeatable. */
  revokeDevice: defineEntry({ channel: 'admin:revoke-device', request: z.strictObject({ deviceId: UuidSchema }), response: nothing,
    errors: [...errors, 'ADMIN_OWN_DEVICE', 'ADMIN_VAULT_REFUSED', 'ADMIN_REVOKED_AT_VAULT_ONLY', 'NOT_FOUND', 'VAULT_UNREACHABLE'] }),
  /** What losing it means for residents; references only for the information governance lead. That it was asked is recorded. */
  getLostDevice: defineEntry({ channel: 'admin:get-lost-device', request: lostDeviceApi.lostDevice.request, response: lostDeviceApi.lostDevice.response, errors: [...errors, 'NOT_FOUND'] }),
  changePerson: defineEntry({ channel: 'admin:change-person', request: oversightApi.changePerson.request, response: z.strictObject({ person: OfficerSchema }),
    errors: [...errors, 'ADMIN_OWN_ROLE', 'ADMIN_PERSON_CHANGED', 'NOT_FOUND'] }),
  listSources: defineEntry({ channel: 'admin:list-sources', request: nothing, response: sourcesApi.listSources.response, errors }),
  listActs: defineEntry({ channel: 'admin:list-acts', request: oversightApi.listAdministration.request, response: oversightApi.listAdministration.response, errors }),
  addPerson: defineEntry({ channel: 'admin:add-person', request: oversightApi.addPerson.request, response: z.strictObject({ person: OfficerSchema }), errors: [...errors, 'ADMIN_PERSON_KNOWN'] }),
  /** Is everybody's sync held back by something that stays open in the hub's database? */
  getFeed: defineEntry({ channel: 'admin:get-feed', request: z.strictObject({}), response: z.strictObject({ isStalled: z.boolean() }), errors }),
  listIntakeRuns: defineEntry({ channel: 'admin:list-intake-runs', request: oversightApi.listIntakeRuns.request,
    response: z.strictObject({ runs: z.array(IntakeRunSchema.safeExtend({ reportedAt: InstantSchema })), ...page }), errors }),
} as const
