import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { wrongArgumentsWords } from '../intake/report-words'
import { ownDatabases, type OwnDatabases } from './own-databases'
import { PERSONA_NAMES, type PersonaName } from './personas'

export interface DemoArguments {
  readonly households: number
  readonly persona: PersonaName
  readonly fresh: boolean
  /** Seconds after which the demonstration ends by itself; null: when somebody ends it. */
  readonly exitAfter: number | null
}

export const DEMO_USAGE = `npm start -- [--households N] [--persona ${PERSONA_NAMES.join('|')}] [--fresh] [--exit-after SECONDS]
  --households N        how many synthetic households the first start makes, 1 to 200000 (2000)
  --persona NAME        who signs in where there is no browser; each has a laptop of their own (officer)
  --fresh               forget the data of earlier starts
  --exit-after SECONDS  end by itself, for environments where nobody sits at the window
  --help                say this, and touch nothing
The databases are the embedded PostgreSQL's, unless HUB_DATABASE_URL, HUB_MIGRATION_DATABASE_URL, VAULT_DATABASE_URL and
VAULT_MIGRATION_DATABASE_URL name others (service/hub/README.md).
`

export type DemoCommand =
  | { readonly command: 'start'; readonly value: DemoArguments }
  | { readonly command: 'help' }
  | { readonly command: 'wrong'; readonly words: string }

const digits = (most: number) => z.string().regex(/^[1-9][0-9]{0,6}$/).transform(Number).pipe(z.int().min(1).max(most))
const MOST_HOUSEHOLDS = 200_000
const MOST_SECONDS = 86_400

const ArgumentsSchema = z.strictObject({
  households: digits(MOST_HOUSEHOLDS).optional(),
  persona: z.enum(PERSONA_NAMES).optional(),
  fresh: z.boolean().optional(),
  'exit-after': digits(MOST_SECONDS).optional(),
  help: z.boolean().optional(),
})

const WORDS: Readonly<Record<string, string>> = {
  households: `--households takes a whole number from 1 to ${MOST_HOUSEHOLDS}`,
  persona: `--persona takes one of ${PERSONA_NAMES.join(', ')}`,
  'exit-after': `--exit-after takes a whole number of seconds from 1 to ${MOST_SECONDS}`,
}

/** Reads the command line; for nonsense, answers what is wrong in words (which never repeat what was typed). */
export function readDemoArguments(argv: readonly string[]): DemoCommand {
  const read = parse(argv)
  if (read === null) return { command: 'wrong', words: 'There is an argument here that npm start does not know.' }
  const parsed = ArgumentsSchema.safeParse({ ...read })
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
    return { command: 'wrong', words: `${names.map((name) => WORDS[name] ?? name).join('; ')}.` }
  }
  const { households = 2_000, persona = 'officer', fresh = false, 'exit-after': exitAfter = null, help = false } = parsed.data
  return help ? { command: 'help' } : { command: 'start', value: { households, persona, fresh, exitAfter } }
}

function parse(argv: readonly string[]): Record<string, unknown> | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        households: { type: 'string' }, persona: { type: 'string' }, fresh: { type: 'boolean' }, 'exit-after': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      strict: true,
      allowPositionals: false,
    })
    return values
  } catch {
    return null
  }
}

/** What is to be started, and on which databases. */
export interface DemoPlan extends DemoArguments {
  /** Null: the embedded PostgreSQL's. */
  readonly databases: OwnDatabases | null
}

/** The plan. For `--help` or nonsense says what there is to say and ends the process: nothing was looked at or made yet. */
export function demoPlanOrEnd(argv: readonly string[], env: Readonly<NodeJS.ProcessEnv>): DemoPlan {
  const read = readDemoArguments(argv)
  if (read.command === 'help') return end(0, DEMO_USAGE)
  if (read.command === 'wrong') return end(2, wrongArgumentsWords(read.words, DEMO_USAGE))
  const databases = ownDatabases(env)
  if (!databases.ok) return end(2, wrongArgumentsWords(databases.words, DEMO_USAGE))
  if (databases.value !== null && read.value.fresh) {
    return end(2, wrongArgumentsWords('--fresh forgets the embedded databases only: empty those that are your own yourself.', DEMO_USAGE))
  }
  return { ...read.value, databases: databases.value }
}

function end(code: 0 | 2, words: string): never {
  writeSync(code === 0 ? 1 : 2, words)
  process.exit(code)
}
