import { z } from 'zod'
import {
  AccessStatementSchema, LineKeySchema, MOST_LINES, OmissionGroundSchema, OmissionOutcomeSchema, OmissionWordsSchema, StatementContactSchema, StatementPeriodSchema, StatementSubjectSchema,
} from '../model/access-statement'
import { AGE_BANDS, codesOf, MEMBER_ROLES } from '../model/codes'
import { DateSchema, HexSha256Schema, InstantSchema, PersonIdSchema, UuidSchema } from '../model/ids'
import { ReferenceSchema } from '../model/reference'
import { defineEndpoint } from './define-endpoint'
import { ActSchema, OversightCursorSchema } from './oversight-api'

const device = [
  'ACCESS_TOKEN_INVALID', 'ACCESS_TOKEN_EXPIRED', 'ACCESS_DEVICE_UNKNOWN', 'ACCESS_DEVICE_REVOKED', 'ACCESS_DEVICE_PROOF_INVALID', 'ACCESS_ROLE_FORBIDDEN', 'REQUEST_INVALID',
] as const
const name = z.string().max(80)
const words = ['REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER'] as const

/** Lines that somebody wants left out, and what a second person said to it. */
export const OmissionSchema = z.strictObject({
  proposalId: UuidSchema, lines: z.array(LineKeySchema).min(1).max(MOST_LINES), ground: OmissionGroundSchema, words: OmissionWordsSchema, by: name, at: InstantSchema, isOwn: z.boolean(),
  decision: z.strictObject({ outcome: OmissionOutcomeSchema, words: OmissionWordsSchema, by: name, at: InstantSchema }).nullable(),
})
export type Omission = z.infer<typeof OmissionSchema>

/** A statement in hand or issued, without its lines. */
export const StatementHeadSchema = z.strictObject({
  statementId: UuidSchema, reference: ReferenceSchema, personId: PersonIdSchema.nullable(), subject: StatementSubjectSchema, period: StatementPeriodSchema, asOf: InstantSchema, by: name,
  omissions: z.array(OmissionSchema), issued: z.strictObject({ at: InstantSchema, by: name, documentHash: HexSha256Schema }).nullable(), contact: StatementContactSchema,
})
export type StatementHead = z.infer<typeof StatementHeadSchema>

export const StatementMemberSchema = z.strictObject({ personId: PersonIdSchema, role: z.enum(codesOf(MEMBER_ROLES)), ageBand: z.enum(codesOf(AGE_BANDS)) })
export type StatementMember = z.infer<typeof StatementMemberSchema>

/** Statements for residents of who looked. Every call is recorded; nothing of an answer may be kept on a laptop. */
export const statementApi = {
  /** Whom a statement can be about: the members as everybody sees them, masked. */
  statementMembers: defineEndpoint({ method: 'POST', path: '/statements/members', caller: 'device', errors: [...device, 'NOT_FOUND', 'CIRCLE_OWN'],
    request: z.strictObject({ reference: ReferenceSchema }), response: z.strictObject({ members: z.array(StatementMemberSchema) }) }),
  /** Fixes whom it is about, the period and the moment. `personId` null: the whole household; `to` null: today. */
  openStatement: defineEndpoint({ method: 'POST', path: '/statements', caller: 'device', errors: [...device, 'NOT_FOUND', 'CIRCLE_OWN'],
    request: z.strictObject({ statementId: UuidSchema, reference: ReferenceSchema, personId: PersonIdSchema.nullable(), from: DateSchema.nullable(), to: DateSchema.nullable() })
      .refine(({ from, to }) => from === null || to === null || from <= to, { path: ['to'] }),
    response: z.strictObject({ statementId: UuidSchema }) }),
  /** Those in hand first, then the newest, in pages. */
  listStatements: defineEndpoint({ method: 'POST', path: '/statements/list', caller: 'device', errors: device,
    request: z.strictObject({ after: OversightCursorSchema.nullable().default(null), limit: z.int().min(1).max(100).default(100) }),
    response: z.strictObject({ statements: z.array(StatementHeadSchema).max(100), next: OversightCursorSchema.nullable() }) }),
  /** What it is made of, oldest first, each under its key. */
  readStatement: defineEndpoint({ method: 'POST', path: '/statements/read', caller: 'device', errors: [...device, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_TOO_LONG'],
    request: z.strictObject({ statementId: UuidSchema }),
    response: z.strictObject({ head: StatementHeadSchema, acts: z.array(z.strictObject({ key: LineKeySchema, act: ActSchema })).max(MOST_LINES) }) }),
  /** Waits for a second person then. */
  proposeOmission: defineEndpoint({ method: 'POST', path: '/statements/omissions', caller: 'device', errors: [...device, ...words, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_FORBIDDEN', 'STATEMENT_CLOSED'],
    request: z.strictObject({ statementId: UuidSchema, proposalId: UuidSchema, lines: z.array(LineKeySchema).min(1).max(MOST_LINES), ground: OmissionGroundSchema, words: OmissionWordsSchema }),
    response: z.strictObject({ proposalId: UuidSchema }) }),
  decideOmission: defineEndpoint({ method: 'POST', path: '/statements/omissions/decide', caller: 'device', errors: [...device, ...words, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_FORBIDDEN', 'STATEMENT_CLOSED'],
    request: z.strictObject({ proposalId: UuidSchema, outcome: OmissionOutcomeSchema, words: OmissionWordsSchema }), response: z.strictObject({ proposalId: UuidSchema }) }),
  /** Kept as it goes out. Idempotent for the same document. */
  issueStatement: defineEndpoint({ method: 'POST', path: '/statements/issue', caller: 'device',
    errors: [...device, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_UNDECIDED', 'STATEMENT_CLOSED', 'STATEMENT_CHANGED', 'STATEMENT_TOO_LONG'],
    request: z.strictObject({ statement: AccessStatementSchema }), response: z.strictObject({ documentHash: HexSha256Schema }) }),
  issuedStatement: defineEndpoint({ method: 'POST', path: '/statements/issued', caller: 'device', errors: [...device, 'NOT_FOUND', 'CIRCLE_OWN'],
    request: z.strictObject({ statementId: UuidSchema }), response: z.strictObject({ statement: AccessStatementSchema, documentHash: HexSha256Schema }) }),
} as const
