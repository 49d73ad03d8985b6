import { parseArgs } from 'node:util'
import { z } from 'zod'
import { wrongArgumentsWords } from '../intake/report-words'
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

/** The arguments to start with. For `--help` or nonsense says what there is to say and ends the process: nothing was looked at or made yet. */
export function demoArgumentsOrEnd(argv: readonly string[]): DemoArguments {
  const read = readDemoArguments(argv)
  if (read.command === 'start') return read.value
  if (read.command === 'help') process.stdout.write(DEMO_USAGE)
  else process.stderr.write(wrongArgumentsWords(read.words, DEMO_USAGE))
  process.exit(read.command === 'help' ? 0 : 2)
}
