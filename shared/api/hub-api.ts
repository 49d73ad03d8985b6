import { z } from 'zod'
import { ReceiptSchema } from '../ledger/receipt'
import { CursorSchema, FeedLineSchema } from '../model/change'
import { RequestOpeningsSchema } from '../model/approval'
import { CodedFactsSchema } from '../model/coded-facts'
import { codesOf, SOURCES } from '../model/codes'
import { HouseholdRecordSchema } from '../model/household'
import { CompactJweSchema, CompactJwsSchema, Ed25519PublicJwkSchema, HouseholdIdSchema, InstantSchema, P256PublicJwkSchema, typedTextSchema, UuidSchema } from '../model/ids'
import { OfficerSchema } from '../model/officer'
import { HubOperationSchema, OperationResultSchema } from '../model/operation'
import { ReferenceSchema } from '../model/reference'
import { OfficerOpeningSchema, SignedLookupRequestSchema, SignedRevealRequestSchema } from '../model/reveal'
import { BudgetNoticeSchema } from '../purposes/reveal-budget'
import { approvalsApi } from './approvals-api'
import { circleHubApi } from './circle-api'
import { caseloadApi } from './caseload-api'
import { contactListsApi } from './contact-lists-api'
import { visitPacksApi } from './visit-packs-api'
import { defineEndpoint } from './define-endpoint'
import { checkExtract, EXTRACT_ERRORS } from './extract-api'
import { oversightApi } from './oversight-api'
import { reviewApi } from './review-api'
import { sourcesApi } from './sources-api'
import { standInsApi } from './stand-ins-api'
import { statementApi } from './statement-api'

const nothing = z.strictObject({})
const device = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'REQUEST_INVALID'] as const
const pageSize = z.int().min(1).max(1_000)

export const EnrolDeviceSchema = z.strictObject({
  deviceId: UuidSchema, name: typedTextSchema(1, 60), signingKey: Ed25519PublicJwkSchema, ecdhKey: P256PublicJwkSchema,
  /** After a forgotten passphrase: the same officer's device that this one takes the place of. It can call no more; its signatures still verify recovered work. */
  replaces: UuidSchema.nullable().default(null),
})

/** Every call the hub answers. */
export const hubApi = {
  ...caseloadApi,
  ...approvalsApi,
  ...contactListsApi,
  ...visitPacksApi,
  ...statementApi,
  health: defineEndpoint({ method: 'GET', path: '/health', caller: 'anybody', request: nothing, errors: [],
    response: z.strictObject({ status: z.enum(['ok', 'failing']), service: z.literal('hub'), database: z.boolean(), ledgerSize: z.int(),
      /** `stalled`: a transaction that stays open holds back everybody's changes. Calls are answered all the same. */
      feed: z.enum(['flowing', 'stalled']) }) }),
  /** The key bundle, signed by the controller root; and the purposes, signed by a key in it. */
  keys: defineEndpoint({ method: 'GET', path: '/keys', caller: 'anybody', request: nothing, errors: [],
    response: z.strictObject({ bundle: CompactJwsSchema, purposes: CompactJwsSchema }) }),
  enrolDevice: defineEndpoint({ method: 'POST', path: '/devices', caller: 'officer', request: EnrolDeviceSchema,
    response: z.strictObject({ deviceId: UuidSchema, officer: OfficerSchema, epoch: z.string() }),
    errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_LIMIT', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID'] }),
  session: defineEndpoint({ method: 'POST', path: '/session', caller: 'device', request: nothing, errors: device,
    response: z.strictObject({ officer: OfficerSchema, epoch: z.string(), hubTime: InstantSchema }) }),
  /** First sync: the cursor to pull from afterwards, and how many households will be streamed. */
  startSync: defineEndpoint({ method: 'POST', path: '/sync/start', caller: 'device', request: nothing, errors: device,
    response: z.strictObject({ epoch: z.string(), cursor: CursorSchema, total: z.int() }) }),
  /** One page of the first sync, in order of (priority, id); `after` is the previous page's `next`. */
  householdPage: defineEndpoint({ method: 'POST', path: '/sync/households', caller: 'device', format: 'ndjson', errors: [...device, 'SYNC_CURSOR_INVALID'],
    request: z.strictObject({ after: z.string().max(120).nullable(), limit: pageSize }), response: FeedLineSchema }),
  changePage: defineEndpoint({ method: 'POST', path: '/sync/changes', caller: 'device', format: 'ndjson', errors: [...device, 'SYNC_CURSOR_INVALID', 'SYNC_EPOCH_CHANGED'],
    request: z.strictObject({ cursor: CursorSchema, limit: pageSize }), response: FeedLineSchema }),
  /** A masked household outside the cache (after Find, or by its reference): an ordinary access, in the ordinary access log. */
  openHousehold: defineEndpoint({ method: 'POST', path: '/households/open', caller: 'device', errors: [...device, 'ACCESS_ROLE_FORBIDDEN', 'FIND_CAP_REACHED', 'CIRCLE_OWN', 'NOT_FOUND'],
    request: z.union([z.strictObject({ householdId: HouseholdIdSchema }), z.strictObject({ reference: ReferenceSchema })]),
    response: z.strictObject({ household: HouseholdRecordSchema }) }),
  pushOperations: defineEndpoint({ method: 'POST', path: '/operations', caller: 'device', errors: device,
    request: z.strictObject({ operations: z.array(HubOperationSchema).min(1).max(200) }), response: z.strictObject({ results: z.array(OperationResultSchema) }) }),
  /** Recovery spool after a lost passphrase: each item is a HubOperation sealed to the hub-seal key. Accepted from any device of the same officer. */
  recoverOperations: defineEndpoint({ method: 'POST', path: '/operations/recovered', caller: 'device', errors: device,
    request: z.strictObject({ sealed: z.array(CompactJweSchema).min(1).max(200) }), response: z.strictObject({ results: z.array(OperationResultSchema) }) }),
  requestLookup: defineEndpoint({ method: 'POST', path: '/lookups', caller: 'device',
    errors: [...device, 'FIND_CRITERIA_TOO_FEW', 'FIND_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_PURPOSE_OUTDATED', 'REVEAL_FORBIDDEN', 'REVEAL_LEDGER_UNAVAILABLE', 'SYNC_EPOCH_CHANGED'],
    request: z.strictObject({ signed: SignedLookupRequestSchema, officer: OfficerOpeningSchema, vaultKnownSize: z.int().min(0) }),
    response: z.strictObject({ grant: CompactJwsSchema, receipt: ReceiptSchema, vaultConsistencyProof: z.array(z.string()) }) }),
  /**
   * States a need. `allow` comes with the grant and the receipt; the entry is committed before either is made. Forbidden requests
   * are entered too. Idempotent by requestId for the grant's life. `vaultKnownSize`: the vault's last size as this device heard it,
   * so that the consistency proof for the vault can travel along.
   */
  requestReveal: defineEndpoint({ method: 'POST', path: '/reveals', caller: 'device',
    errors: [...device, 'REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER', 'REVEAL_AUTHORITY_REQUIRED', 'REVEAL_PURPOSE_UNKNOWN', 'REVEAL_PURPOSE_OUTDATED',
      'REVEAL_FIELDS_NOT_COVERED', 'REVEAL_FORBIDDEN', 'REVEAL_CAP_REACHED', 'REVEAL_TOO_MANY_REFUSED', 'APPROVAL_TOO_MANY_WAITING', 'REVEAL_SIGN_IN_NEEDED', 'CIRCLE_OWN', 'REVEAL_LEDGER_UNAVAILABLE', 'REVEAL_GRANT_INVALID', 'REVEAL_GRANT_EXPIRED', 'SYNC_EPOCH_CHANGED', 'NOT_FOUND', 'APPROVAL_NOT_GIVEN', 'APPROVAL_USED', 'EMERGENCY_QUOTA_USED'],
    request: z.strictObject({
      signed: SignedRevealRequestSchema, householdId: HouseholdIdSchema, vaultKnownSize: z.int().min(0),
      openings: RequestOpeningsSchema,
    }),
    response: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('allow'), grant: CompactJwsSchema, receipt: ReceiptSchema, vaultConsistencyProof: z.array(z.string()), budget: BudgetNoticeSchema.nullable() }),
      z.strictObject({ outcome: z.literal('needs-approval'), rule: z.string().max(60), words: z.string().max(400) }),
    ]) }),
  /** Consistency between two sizes of the current epoch's ledger; anybody enrolled may ask, it reveals nothing. */
  ledgerConsistency: defineEndpoint({ method: 'POST', path: '/ledger/consistency', caller: 'device', errors: device,
    request: z.strictObject({ first: z.int().min(0), second: z.int().min(0) }), response: z.strictObject({ proof: z.array(z.string()) }) }),
  /** Fresh receipts for this device's own entries, all against one new checkpoint. */
  ledgerReceipts: defineEndpoint({ method: 'POST', path: '/ledger/receipts', caller: 'device', errors: [...device, 'NOT_FOUND'],
    request: z.strictObject({ entryIndexes: z.array(z.int().min(0)).max(500), knownSize: z.int().min(0) }), response: z.strictObject({ receipts: z.array(ReceiptSchema) }) }),
  checkExtract,
  /** Coded facts from intake. The same records twice change nothing. */
  loadFacts: defineEndpoint({ method: 'POST', path: '/intake/facts', caller: 'intake', errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'REQUEST_INVALID', ...EXTRACT_ERRORS],
    request: z.strictObject({ runId: UuidSchema, source: z.enum(codesOf(SOURCES)), records: z.array(CodedFactsSchema).min(1).max(500) }),
    response: z.strictObject({ created: z.int(), changed: z.int(), unchanged: z.int() }) }),
  ...sourcesApi,
  ...oversightApi,
  ...reviewApi,
  ...standInsApi,
  ...circleHubApi,
} as const
