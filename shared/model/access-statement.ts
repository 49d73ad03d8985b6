import { z } from 'zod'
import { AGE_BANDS, codesOf, DISTRICTS, MEMBER_ROLES, ROLES, TEAMS } from './codes'
import { DateSchema, HexSha256Schema, InstantSchema, typedTextSchema, UuidSchema } from './ids'
import { ReferenceSchema } from './reference'
import { FieldGroupSchema, PurposeCodeSchema } from './reveal'

/** What became of each look, as it is said to the resident. */
export const STATEMENT_OUTCOMES = {
  shown: 'Shown on the officer’s screen',
  'not-shown': 'Not shown. It was allowed, but nothing was opened',
  'not-reported': 'It was allowed. We do not know yet whether it was shown: the officer’s laptop has not reported it',
  held: 'Not shown. A second officer had to agree first',
  limited: 'Not shown. The officer had reached a limit that we set',
  refused: 'Not shown. Our rules did not allow it',
  listed: 'Not shown. You were put on a list of people to contact',
  approved: 'Agreed that a colleague could see these details',
  'approved-for-less': 'Agreed that a colleague could see some of these details',
  declined: 'Refused a colleague’s request to see details',
  'record-opened': 'Shown, without anything that says who you are',
} as const
export const StatementOutcomeSchema = z.enum(codesOf(STATEMENT_OUTCOMES))
export type StatementOutcome = z.infer<typeof StatementOutcomeSchema>

/** The field groups in the words of somebody who has never seen this application. */
export const RESIDENT_GROUPS = {
  identity: 'Name, date of birth, and numbers such as a National Insurance number', address: 'Address', contact: 'Phone numbers and email addresses', health: 'Health details',
  money: 'Account numbers', children: 'Details of children', notes: 'Case notes',
} as const satisfies Record<z.infer<typeof FieldGroupSchema>, string>

/** What is seen of a household whose record is opened without a reveal. */
export const RECORD_WORDS = 'Your record without names, addresses or notes: age groups, area, what is owed, benefits and services'

/**
 * Where a line stands, so that anybody who has our public key can check it: the leaf's hash and its inclusion proof under the statement's own checkpoint ·
 * an entry of a ledger that was closed when the service was restored · the ordinary access log, which has no proof.
 */
export const LineEvidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ledger'), index: z.int().min(0), leafHash: HexSha256Schema, inclusionProof: z.array(z.string().max(44)).max(54) }),
  z.strictObject({ kind: z.literal('earlier-ledger'), epoch: z.string().max(32), index: z.int().min(0) }),
  z.strictObject({ kind: z.literal('access-log') }),
])

/** One look. Never who by name, and never the officer's own words: whether there are any is said. */
export const StatementLineSchema = z.strictObject({
  at: InstantSchema,
  role: z.enum(codesOf(ROLES)).nullable(), team: z.enum(codesOf(TEAMS)).nullable(), district: z.enum(codesOf(DISTRICTS)).nullable(),
  outcome: StatementOutcomeSchema,
  isEmergency: z.boolean(),
  why: z.strictObject({ code: PurposeCodeSchema, version: z.int().min(1), words: z.string().max(200) }).nullable(),
  /** Null where none is asked for. */
  isReasonRecorded: z.boolean().nullable(),
  fieldGroups: z.array(FieldGroupSchema),
  displays: z.int().min(0), copies: z.int().min(0),
  evidence: LineEvidenceSchema,
})
export type StatementLine = z.infer<typeof StatementLineSchema>

/** Whom a resident asks. Policy data of the place, not code. */
export const StatementContactSchema = z.strictObject({
  controller: z.string().min(1).max(120), office: z.string().min(1).max(120), email: z.email().max(120), phone: z.string().min(1).max(40), post: z.string().min(1).max(200),
})
export type StatementContact = z.infer<typeof StatementContactSchema>

/** Which member of the household, in masked words; null: the whole household. */
export const StatementSubjectSchema = z.strictObject({ role: z.enum(codesOf(MEMBER_ROLES)), ageBand: z.enum(codesOf(AGE_BANDS)) }).nullable()
export type StatementSubject = z.infer<typeof StatementSubjectSchema>

/** Calendar days of London, both included; `from` null: from the beginning. */
export const StatementPeriodSchema = z.strictObject({ from: DateSchema.nullable(), to: DateSchema }).refine(({ from, to }) => from === null || from <= to, { path: ['to'] })
export type StatementPeriod = z.infer<typeof StatementPeriodSchema>

/**
 * Said in every statement, so that its being there tells nothing. Somebody from whom a look is kept because they could harm somebody else must
 * not learn from the statement that there was one.
 */
export const LEFT_OUT_SENTENCE =
  'The law lets us leave something out of a statement in a few cases: for example, where telling you could seriously harm your health or somebody else’s, or could get in the way of preventing a crime. ' +
  'We print this paragraph in every statement, whether or not anything has been left out of it.'

/**
 * A resident's access statement (UK GDPR Art. 15(1)(a) to (c)): who looked, in which role,
 * when, why, at which kinds of data, and whether it was shown. It names the household by its reference and nobody by name. Stored and sent as
 * canonical JSON (RFC 8785). Documented in shared/model/ACCESS-STATEMENT.md; golden file: test/unit/shared/model/access-statement.golden.json.
 */
export const AccessStatementSchema = z.strictObject({
  v: z.literal(1),
  type: z.literal('access-statement'),
  statementId: UuidSchema,
  reference: ReferenceSchema,
  subject: StatementSubjectSchema,
  period: StatementPeriodSchema,
  /** What was known at this moment; later looks are for a later statement. */
  asOf: InstantSchema,
  /** Oldest first. */
  lines: z.array(StatementLineSchema).max(1_000),
  leftOut: z.literal(LEFT_OUT_SENTENCE),
  /** The signed checkpoint (C2SP tlog-checkpoint) under which the lines of kind `ledger` are proved; null before this laptop has seen any. */
  checkpoint: z.strictObject({ epoch: z.string().max(32), size: z.int().min(1), root: z.string().length(44), note: z.string().max(16_384) }).nullable(),
  contact: StatementContactSchema,
})
export type AccessStatement = z.infer<typeof AccessStatementSchema>

/**
 * Grounds for leaving a line out, each an exemption from Art. 15 of the UK GDPR in the Data Protection Act 2018:
 * - `harm-health`: Sch. 3 Pt. 2 para. 5, the serious harm test of para. 2(2): likely to cause serious harm to the physical or mental health of the data subject or another
 *   individual. Para. 6 asks for the opinion of the appropriate health professional, unless the controller is one.
 * - `harm-social-work`: Sch. 3 Pt. 3 para. 11, the serious harm test of para. 7(2): likely to prejudice carrying out social work because it would be likely to cause that harm.
 * - `harm-education`: Sch. 3 Pt. 4 para. 19, its serious harm test.
 * - `child-abuse`: Sch. 3 Pt. 5 para. 21, where the application of Art. 15 would not be in the best interests of the data subject.
 * - `crime`: Sch. 2 Pt. 1 para. 2, to the extent that disclosure would be likely to prejudice the prevention or detection of crime.
 * - `others`: Sch. 2 Pt. 3 para. 16, so far as it would disclose information about another individual who can be identified from it.
 * - `public-protection`: Sch. 2 Pt. 2 para. 7, functions designed to protect the public.
 * - `prohibited`: Sch. 4, disclosure prohibited or restricted by an enactment, such as adoption records and reports (para. 3).
 */
export const OMISSION_GROUNDS = {
  'harm-health': 'Serious harm to somebody’s health (health data)', 'harm-social-work': 'Serious harm to somebody’s health (social work data)',
  'harm-education': 'Serious harm to somebody’s health (education data)', 'child-abuse': 'Not in the interests of a child at risk of abuse', crime: 'Prejudice to preventing or detecting crime',
  others: 'It tells about somebody else', 'public-protection': 'Prejudice to protecting the public', prohibited: 'Another law forbids telling it',
} as const
export const OMISSION_LAW = {
  'harm-health': 'DPA 2018 Sch. 3 para. 5', 'harm-social-work': 'DPA 2018 Sch. 3 para. 11', 'harm-education': 'DPA 2018 Sch. 3 para. 19', 'child-abuse': 'DPA 2018 Sch. 3 para. 21',
  crime: 'DPA 2018 Sch. 2 para. 2', others: 'DPA 2018 Sch. 2 para. 16', 'public-protection': 'DPA 2018 Sch. 2 para. 7', prohibited: 'DPA 2018 Sch. 4',
} as const satisfies Record<keyof typeof OMISSION_GROUNDS, string>
export const OmissionGroundSchema = z.enum(codesOf(OMISSION_GROUNDS))
export type OmissionGround = z.infer<typeof OmissionGroundSchema>

export const OMISSION_OUTCOMES = { confirmed: 'Left out', declined: 'Stays in' } as const
export const OmissionOutcomeSchema = z.enum(codesOf(OMISSION_OUTCOMES))
export type OmissionOutcome = z.infer<typeof OmissionOutcomeSchema>

/** A line before it is put down: an entry by epoch and index, or an opening by its place in the access log. */
export const LineKeySchema = z.string().regex(/^(?:r-[0-9a-z]{8,32}-\d{1,12}|o-\d{1,15})$/)
export const OmissionWordsSchema = typedTextSchema(1, 500)
export const MOST_LINES = 1_000
