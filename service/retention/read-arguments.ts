import { parseArgs } from 'node:util'
import { ERASURE_GROUNDS, ErasureGroundSchema, type ErasureGround } from '../../shared/model/erasure'
import { OfficerIdSchema, UuidSchema } from '../../shared/model/ids'
import { ReferenceSchema } from '../../shared/model/reference'

export const HOLD_GROUNDS = ['legal-claim', 'complaint', 'inquiry', 'safeguarding'] as const

export const USAGE = `What leaves, and the proof of it. Run by the controller, with the owners' addresses of both databases. Without --yes nothing is erased.

  npm run retention -- run --authorised-by ID [--as-at YYYY-MM-DD] [--yes]
      what the schedule says is due, by kind and year; with --yes it goes
  npm run retention -- erase --reference REF --ground GROUND --reason WORDS --authorised-by ID [--agreed-by ID --yes]
      one household's record (also: npm run erase -- --reference ...); two different information governance leads
  npm run retention -- resume [--dry-run]
      carries on what was cut off, and erases again what a restored backup brought back
  npm run retention -- hold --reference REF --ground ${HOLD_GROUNDS.join('|')} --authorised-by ID
  npm run retention -- lift --reference REF --authorised-by ID
  npm run retention -- admit --erasure ID --authorised-by ID --agreed-by ID --yes
      lets extracts bring an erased household back (somebody asks for help again)
  npm run retention -- verify FILE
      checks a certificate, without any service (KEY_BUNDLE_FILE, CONTROLLER_ROOT_KEY)

Grounds: ${Object.entries(ERASURE_GROUNDS).map(([code, words]) => `${code}: ${words}`).join('\n         ')}
Reads HUB_MIGRATION_DATABASE_URL, VAULT_MIGRATION_DATABASE_URL, HUB_KEYS_FILE, KEY_BUNDLE_FILE, CONTROLLER_ROOT_KEY, CONTROLLER_KEY_FILE (purposes-key.json), CERTIFICATES_FOLDER.
Exit codes: 0 done, or shown · 1 a database failed, or a certificate does not hold: run it again · 2 wrong arguments or settings · 3 refused.
`

type By = { readonly authorisedBy: string }
export type Command =
  | { readonly command: 'help' }
  | { readonly command: 'wrong'; readonly words: string }
  | ({ readonly command: 'run'; readonly asAt: Date | null; readonly isMeant: boolean } & By)
  | ({ readonly command: 'erase'; readonly reference: string; readonly ground: ErasureGround; readonly reason: string; readonly agreedBy: string | null; readonly isMeant: boolean } & By)
  | { readonly command: 'resume'; readonly isMeant: boolean }
  | ({ readonly command: 'hold'; readonly reference: string; readonly ground: (typeof HOLD_GROUNDS)[number] } & By)
  | ({ readonly command: 'lift'; readonly reference: string } & By)
  | ({ readonly command: 'admit'; readonly erasureId: string; readonly agreedBy: string } & By)
  | { readonly command: 'verify'; readonly file: string }

const wrong = (words: string): Command => ({ command: 'wrong', words })

/** Reads the command line; whatever is not exactly one of the forms of USAGE is `wrong`, with words that do not repeat it. */
export function readArguments(argv: readonly string[]): Command {
  try {
    return toCommand(argv)
  } catch {
    return wrong('An option is unknown, lacks its value or is not in its form.')
  }
}

function toCommand(argv: readonly string[]): Command {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values, positionals } = parseArgs({
    args: [...argv], strict: true, allowPositionals: true,
    options: { reference: text, ground: text, reason: text, 'authorised-by': text, 'agreed-by': text, 'as-at': text, erasure: text, yes: flag, 'dry-run': flag, help: { type: 'boolean', short: 'h', default: false } },
  })
  const [command, file] = positionals
  if (values.help) return { command: 'help' }
  if (values.yes && values['dry-run']) return wrong('Say --yes or --dry-run.')
  if (command === 'verify') return file === undefined || positionals.length > 2 ? wrong('Name one certificate.') : { command, file }
  if (positionals.length !== 1) return wrong('Say run, erase, resume, hold, lift, admit or verify.')
  if (command === 'resume') return { command, isMeant: !values['dry-run'] }
  if (values['authorised-by'] === undefined) return wrong('Say by whom, with --authorised-by.')
  const authorisedBy = OfficerIdSchema.parse(values['authorised-by'])
  const agreedBy = values['agreed-by'] === undefined ? null : OfficerIdSchema.parse(values['agreed-by'])
  const reference = (): string => ReferenceSchema.parse(values.reference)
  switch (command) {
    case 'run': return { command, authorisedBy, asAt: values['as-at'] === undefined ? null : dayOf(values['as-at']), isMeant: values.yes }
    case 'erase': {
      if (values.yes && agreedBy === null) return wrong('A second information governance lead agrees: --agreed-by.')
      const reason = values.reason?.trim() ?? ''
      if (reason.length < 10 || reason.length > 500) return wrong('Say why, in 10 to 500 characters, with --reason.')
      return { command, authorisedBy, agreedBy, reference: reference(), ground: ErasureGroundSchema.parse(values.ground), reason, isMeant: values.yes }
    }
    case 'hold': {
      const ground = HOLD_GROUNDS.find((one) => one === values.ground)
      return ground === undefined ? wrong('Say a ground of the hold.') : { command, authorisedBy, reference: reference(), ground }
    }
    case 'lift': return { command, authorisedBy, reference: reference() }
    case 'admit': return agreedBy === null || !values.yes ? wrong('A second information governance lead agrees (--agreed-by), and --yes.') : { command, authorisedBy, agreedBy, erasureId: UuidSchema.parse(values.erasure) }
    default: return wrong('Say run, erase, resume, hold, lift, admit or verify.')
  }
}

/** The beginning of a day. One that lies ahead would erase what is not due. */
function dayOf(text: string): Date {
  const at = new Date(`${text}T00:00:00.000Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.getTime() > Date.now()) throw new RangeError('no such day yet')
  return at
}
