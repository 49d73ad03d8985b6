import { z } from 'zod'
import { controllerSignedSchema, ERASURE_GROUNDS, ErasureGroundSchema, SignedErasureSchema } from '../../shared/model/erasure'
import { ReceiptSchema } from '../../shared/ledger/receipt'
import { HexSha256Schema, InstantSchema, OfficerIdSchema, UuidSchema } from '../../shared/model/ids'
import { KINDS, type Kind } from './counts'

const kinds = Object.keys(KINDS) as [Kind, ...Kind[]]

/** Where words went: entries of one epoch, from index to index. */
const PlacesSchema = z.strictObject({ epoch: z.string(), from: z.int().min(0), to: z.int().min(0) })

/** What was erased, by which rule, on whose word, and the proof that the ledger lost nothing over it. No erased word, name or pseudonym stands in it. */
export const CertificateSchema = z.strictObject({
  v: z.literal(1), type: z.literal('erasure-certificate'), erasureId: UuidSchema, kind: z.enum(['retention', 'household']),
  schedule: z.strictObject({ version: z.int().min(1), rules: z.array(z.strictObject({ code: z.string(), what: z.string(), before: InstantSchema })) }),
  ground: ErasureGroundSchema.nullable(), order: HexSha256Schema,
  authorisedBy: OfficerIdSchema, agreedBy: OfficerIdSchema.nullable(), orderedAt: InstantSchema, doneAt: InstantSchema, certifiedAt: InstantSchema,
  erased: z.array(z.strictObject({ what: z.enum(kinds), year: z.int().nullable(), n: z.int().min(0), at: z.enum(['hub', 'vault']) })),
  entries: z.array(PlacesSchema), kept: z.array(z.string()),
  /** The entry, and its place under a checkpoint that was signed after the last of it was gone and continues the one before it. */
  ledger: z.strictObject({ epoch: z.string(), entry: SignedErasureSchema, before: z.strictObject({ size: z.int().min(0), root: HexSha256Schema }), receipt: ReceiptSchema }),
})
export type Certificate = z.infer<typeof CertificateSchema>
export const SignedCertificateSchema = controllerSignedSchema(CertificateSchema)
export type SignedCertificate = z.infer<typeof SignedCertificateSchema>

/** What stays, said in the certificate of every erasure. */
export const KEPT_ALWAYS = [
  'The entries of the ledger with their commitments, and the officers who made them: the proof that somebody looked, without words.',
  'Backups and write-ahead logs of before hold what was erased until they run out. A database restored from one is erased again from the order before it serves.',
  "What officers' laptops had not sent yet stays with them, and is refused when it comes.",
] as const
export const KEPT_OF_A_HOUSEHOLD = [
  'The pseudonym and the reference of the household, which nothing at the vault leads to a person any more; by the reference an information governance lead still finds who looked.',
  'Keyed hashes of its records and numbers at the vault, only so that the next extract does not bring it back.',
  'Entries about these people together with others, since they are about the others too.',
  'Openings of the masked record in the ordinary log, and statements that were issued to the resident: by pseudonym, until their own period is over.',
  'What the sources themselves hold: they are separate controllers, and are to be asked.',
] as const

const instant = (at: string): string => at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')

/** The certificate for people. */
export function certificateText({ payload: c, kid }: SignedCertificate): string {
  const line = (name: string, value: string): string => `${`${name}:`.padEnd(18)}${value}\n`
  const entries = c.entries.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  return [
    c.kind === 'household' ? "CERTIFICATE OF ERASURE OF A HOUSEHOLD'S RECORD\n\n" : 'CERTIFICATE OF ERASURE BY THE RETENTION SCHEDULE\n\n',
    line('Number', c.erasureId), line('Ordered', instant(c.orderedAt)), line('Done', instant(c.doneAt)), line('Authorised by', c.authorisedBy),
    ...(c.agreedBy === null ? [] : [line('Agreed by', c.agreedBy)]), ...(c.ground === null ? [] : [line('Ground', ERASURE_GROUNDS[c.ground])]),
    line('Schedule', `version ${c.schedule.version}`), ...c.schedule.rules.map(({ code, what, before }) => line(`  ${code}`, `${what}; before ${instant(before)}`)),
    line('Order', `SHA-256 ${c.order}`), '\nErased\n',
    ...c.erased.filter(({ n, what }) => n > 0 && what !== 'suppressed' && what !== 'kept-with-others').map(({ what, year, n, at }) => `  ${String(n).padStart(8)}  ${KINDS[what]}${year === null ? '' : `, ${year}`} (${at})\n`),
    ...(entries === 0 ? [] : [`  of ${entries} ${entries === 1 ? 'entry' : 'entries'} of the ledger: ${c.entries.map(({ epoch, from, to }) => `${epoch} ${from === to ? from : `${from}-${to}`}`).join(', ')}\n`]),
    '\nKept\n', ...c.erased.filter(({ n, what }) => n > 0 && (what === 'suppressed' || what === 'kept-with-others')).map(({ what, n }) => `  ${String(n).padStart(8)}  ${KINDS[what]}\n`), ...c.kept.map((words) => `  ${words}\n`),
    '\nLedger\n', line('  Entry', `${c.ledger.receipt.entryIndex} of ${c.ledger.epoch}`), line('  Before', `${c.ledger.before.size} entries, root ${c.ledger.before.root}`), line('  After', `${c.ledger.receipt.treeSize} entries; it continues the one before, and holds this erasure`),
    `\nSigned with ${kid}. Check the file beside this one: npm run retention -- verify FILE\n`,
  ].join('')
}
