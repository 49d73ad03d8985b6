import { z } from 'zod'
import { statementApi, StatementHeadSchema, StatementMemberSchema } from '../api/statement-api'
import { AccessStatementSchema, LineKeySchema, StatementLineSchema } from '../model/access-statement'
import { DateSchema, HexSha256Schema, PersonIdSchema, UuidSchema } from '../model/ids'
import { defineEntry } from './define-contract'
import { ProofSchema } from './oversight-contract'

const nothing = z.strictObject({})
const errors = ['OVERSIGHT_OFFLINE', 'ACCESS_ROLE_FORBIDDEN', 'HUB_RUBBISH', 'ACCESS_SIGNED_OUT'] as const
const words = ['REVEAL_REASON_REQUIRED', 'REVEAL_REASON_TOO_SHORT', 'REVEAL_REASON_FILLER', 'REVEAL_REASON_IDENTIFIER'] as const

/** A line before it is put down. `proof` null: an opening, which has none. `leftOut`: what stands of a proposal about it. */
export const DraftLineSchema = StatementLineSchema.omit({ evidence: true }).extend({
  key: LineKeySchema, proof: ProofSchema.nullable(), leftOut: z.enum(['proposed', 'confirmed']).nullable(),
})
export type DraftLine = z.infer<typeof DraftLineSchema>
export const StatementViewSchema = z.strictObject({ head: StatementHeadSchema, lines: z.array(DraftLineSchema), ledgerSize: z.int().min(0) })
export type StatementView = z.infer<typeof StatementViewSchema>

/** Statements for residents. Online only: nothing of them is kept on this laptop, but the file that the information governance lead saves. */
export const statementContract = {
  list: defineEntry({ channel: 'statement:list', request: statementApi.listStatements.request, response: statementApi.listStatements.response, errors }),
  members: defineEntry({ channel: 'statement:members', request: z.strictObject({ reference: z.string().max(20) }), errors: [...errors, 'FIND_CRITERIA_INVALID', 'NOT_FOUND', 'CIRCLE_OWN'],
    response: z.strictObject({ reference: z.string(), members: z.array(StatementMemberSchema) }) }),
  open: defineEntry({ channel: 'statement:open', errors: [...errors, 'FIND_CRITERIA_INVALID', 'NOT_FOUND', 'CIRCLE_OWN'],
    request: z.strictObject({ reference: z.string().max(20), personId: PersonIdSchema.nullable(), from: DateSchema.nullable(), to: DateSchema.nullable() }),
    response: z.strictObject({ statementId: UuidSchema }) }),
  /** Each line proved on this laptop against the last checkpoint that it accepted. */
  read: defineEntry({ channel: 'statement:read', request: z.strictObject({ statementId: UuidSchema }), response: StatementViewSchema, errors: [...errors, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_TOO_LONG'] }),
  propose: defineEntry({ channel: 'statement:propose', request: statementApi.proposeOmission.request.omit({ proposalId: true }), response: nothing,
    errors: [...errors, ...words, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_FORBIDDEN', 'STATEMENT_CLOSED'] }),
  decide: defineEntry({ channel: 'statement:decide', request: statementApi.decideOmission.request, response: nothing,
    errors: [...errors, ...words, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_FORBIDDEN', 'STATEMENT_CLOSED'] }),
  /** Put together here from proved lines, kept at the central service, and only then to be saved. */
  issue: defineEntry({ channel: 'statement:issue', request: z.strictObject({ statementId: UuidSchema }), response: z.strictObject({ documentHash: HexSha256Schema }),
    errors: [...errors, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_UNPROVED', 'STATEMENT_UNDECIDED', 'STATEMENT_CLOSED', 'STATEMENT_CHANGED', 'STATEMENT_TOO_LONG'] }),
  /** As it went out. */
  issued: defineEntry({ channel: 'statement:issued', request: z.strictObject({ statementId: UuidSchema }), response: z.strictObject({ statement: AccessStatementSchema, documentHash: HexSha256Schema }),
    errors: [...errors, 'NOT_FOUND', 'CIRCLE_OWN'] }),
  /** As a file, where the officer says in the system's own dialog. `isSaved` false: they thought better of it. */
  save: defineEntry({ channel: 'statement:save', handledBy: 'main', request: z.strictObject({ statementId: UuidSchema, format: z.enum(['pdf', 'json']) }), response: z.strictObject({ isSaved: z.boolean() }),
    errors: [...errors, 'NOT_FOUND', 'CIRCLE_OWN', 'STATEMENT_NOT_SAVED', 'STORE_UNAVAILABLE', 'ACCESS_LOCKED'] }),
} as const
