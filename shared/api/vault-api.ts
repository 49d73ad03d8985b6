import { z } from 'zod'
import { ReceiptSchema } from '../ledger/receipt'
import { ApprovalEvidenceSchema } from '../model/approval'
import { codesOf, SOURCES } from '../model/codes'
import { ListEvidenceSchema } from '../model/contact-list'
import { FieldGroupDetailsSchema } from '../model/identity'
import { CompactJweSchema, CompactJwsSchema, DateSchema, HouseholdIdSchema, PersonIdSchema, RecordIdSchema, UuidSchema } from '../model/ids'
import { SignedLedgerConflictSchema } from '../model/ledger-conflict'
import { OperationResultSchema, VaultOperationSchema } from '../model/operation'
import { ReferenceSchema } from '../model/reference'
import { LookupCriteriaSchema, LookupOutcomeSchema, OfficerOpeningSchema, PersonsOpeningSchema, SignedLookupRequestSchema, SignedRevealRequestSchema } from '../model/reveal'
import { circleVaultApi } from './circle-api'
import { defineEndpoint } from './define-endpoint'
import { checkExtract, EXTRACT_ERRORS } from './extract-api'
import { EnrolDeviceSchema } from './hub-api'

const device = ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'REQUEST_INVALID'] as const
const witness = ['REVEAL_GRANT_INVALID', 'REVEAL_GRANT_EXPIRED', 'REVEAL_RECEIPT_INVALID', 'REVEAL_LEDGER_INCONSISTENT', 'VAULT_PROOF_NEEDED'] as const

/** The ledger proof as the vault wants it: the receipt, and consistency between the vault's own last size and the receipt's. */
const LedgerEvidenceSchema = z.strictObject({
  receipt: ReceiptSchema,
  /** Between min and max of {vaultKnownSize, receipt.treeSize}. Wrong size ▸ VAULT_PROOF_NEEDED with detail { knownSize }; ask the hub, try again. */
  vaultKnownSize: z.int().min(0),
  vaultConsistencyProof: z.array(z.string()).max(64),
})

/** One person of one source row, as intake sends them. Identities and words only; coded facts go to the hub. */
export const IdentityRowSchema = z.strictObject({
  /** Unique in the batch; comes back with the answer. */
  row: z.int().min(1),
  /** The source's own key of the record (account number, tenancy reference) and of the person within it. */
  recordKey: z.string().min(1).max(60),
  personKey: z.string().min(1).max(60),
  details: FieldGroupDetailsSchema,
  nameParts: z.strictObject({ forenames: z.string().max(80), surname: z.string().max(80) }),
  asAt: DateSchema,
  /** The source marks the record as protected: the vault itself then asks for two approvals. */
  isProtected: z.boolean().default(false),
})
export type IdentityRow = z.infer<typeof IdentityRowSchema>

export const MintedSchema = z.strictObject({
  row: z.int(), recordId: RecordIdSchema, personId: PersonIdSchema, householdId: HouseholdIdSchema, reference: ReferenceSchema,
  outcome: z.enum(['created', 'matched', 'unchanged', 'changed']),
  /** A number of the row that stands with somebody else too: the partner must look which of the two is wrong. */
  doubt: z.enum(['ni-number', 'shared-number']).nullable().default(null),
})
export type Minted = z.infer<typeof MintedSchema>

/** Every call the vault answers. */
export const vaultApi = {
  ...circleVaultApi,
  health: defineEndpoint({ method: 'GET', path: '/health', caller: 'anybody', request: z.strictObject({}), errors: [],
    response: z.strictObject({ status: z.enum(['ok', 'failing']), service: z.literal('vault'), database: z.boolean() }) }),
  /** Enrols a device with the controller. The allowance per officer is set by the controller (see SECURITY.md). */
  enrolDevice: defineEndpoint({ method: 'POST', path: '/devices', caller: 'officer', request: EnrolDeviceSchema,
    /** Always 0: a device is enrolled in no epoch, and a size of one ledger filed under another would fail for ever. VAULT_PROOF_NEEDED tells the size of the epoch asked in. */
    response: z.strictObject({ deviceId: UuidSchema, ledgerSize: z.literal(0) }),
    errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_LIMIT', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID'] }),
  /** A lost laptop, by an administrator whom the vault itself lists: the hub's word is not enough. Takes effect with the next call. Twice is fine. */
  revokeDevice: defineEndpoint({ method: 'POST', path: '/devices/revoke', caller: 'device', errors: [...device, 'ACCESS_ROLE_FORBIDDEN', 'ADMIN_OWN_DEVICE', 'NOT_FOUND'],
    request: z.strictObject({ deviceId: UuidSchema }), response: z.strictObject({ deviceId: UuidSchema }) }),
  /** A hub that contradicts itself, told to the controller with the hub's own signatures. Twice is fine. */
  reportLedgerConflict: defineEndpoint({ method: 'POST', path: '/ledger/conflicts', caller: 'device', errors: [...device, 'LEDGER_CONFLICT_UNPROVED'],
    request: z.strictObject({ signed: SignedLedgerConflictSchema }), response: z.strictObject({ conflictId: UuidSchema }) }),
  lookup: defineEndpoint({ method: 'POST', path: '/lookups', caller: 'device', errors: [...device, ...witness, 'FIND_CRITERIA_TOO_FEW', 'FIND_CRITERIA_INVALID', 'FIND_CAP_REACHED', 'CIRCLE_OWN'],
    request: z.strictObject({ grant: CompactJwsSchema, signed: SignedLookupRequestSchema, officer: OfficerOpeningSchema, evidence: LedgerEvidenceSchema, criteria: LookupCriteriaSchema }),
    response: z.strictObject({ result: LookupOutcomeSchema, ledgerSize: z.int() }) }),
  /**
   * Releases details under a grant, sealed to the window key (JWE ECDH-ES + A256GCM of RevealedDetails). The release row is
   * committed before the answer. The same grant may be fetched again for two minutes.
   */
  releaseDetails: defineEndpoint({ method: 'POST', path: '/details', caller: 'device', errors: [...device, ...witness, 'REVEAL_FIELDS_NOT_COVERED', 'REVEAL_CAP_REACHED', 'REVEAL_SIGN_IN_NEEDED', 'CIRCLE_OWN', 'NOT_FOUND', 'APPROVAL_UNPROVED', 'APPROVAL_USED', 'EMERGENCY_QUOTA_USED'],
    request: z.strictObject({
      grant: CompactJwsSchema, signed: SignedRevealRequestSchema, evidence: LedgerEvidenceSchema,
      openings: z.strictObject({ officer: OfficerOpeningSchema, persons: PersonsOpeningSchema }),
      windowKey: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() }),
      /** For a purpose or people that need approval: what the vault makes sure of by itself. */
      approval: ApprovalEvidenceSchema.nullable().default(null),
      /** For a household of an approved contact list. */
      list: ListEvidenceSchema.nullable().default(null),
    }),
    response: z.strictObject({ sealed: CompactJweSchema, ledgerSize: z.int() }) }),
  pushOperations: defineEndpoint({ method: 'POST', path: '/operations', caller: 'device', errors: device,
    request: z.strictObject({ operations: z.array(VaultOperationSchema).min(1).max(100) }), response: z.strictObject({ results: z.array(OperationResultSchema) }) }),
  /** Recovery spool: each item is a VaultOperation sealed to the vault-seal key. */
  recoverOperations: defineEndpoint({ method: 'POST', path: '/operations/recovered', caller: 'device', errors: device,
    request: z.strictObject({ sealed: z.array(CompactJweSchema).min(1).max(100) }), response: z.strictObject({ results: z.array(OperationResultSchema) }) }),
  checkExtract,
  /** Mints or finds pseudonyms for source rows (keyed exact matching) and keeps their identities and words, sealed per person. */
  mintPseudonyms: defineEndpoint({ method: 'POST', path: '/intake/identities', caller: 'intake', errors: ['ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'REQUEST_INVALID', ...EXTRACT_ERRORS],
    request: z.strictObject({ runId: UuidSchema, source: z.enum(codesOf(SOURCES)), rows: z.array(IdentityRowSchema).min(1).max(500) }),
    /** `suppressed`: rows of records that were erased, or of people who were: nothing is made of any row of such a record. */
    response: z.strictObject({ minted: z.array(MintedSchema), suppressed: z.array(z.int()).default([]) }) }),
} as const
