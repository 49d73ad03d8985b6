import { parseArgs } from 'node:util'
import { z } from 'zod'
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
`

const digits = (most: number) => z.string().regex(/^[1-9][0-9]{0,6}$/).transform(Number).pipe(z.int().min(1).max(most))
const MOST_HOUSEHOLDS = 200_000
const MOST_SECONDS = 86_400

const ArgumentsSchema = z.strictObject({
  households: digits(MOST_HOUSEHOLDS).optional(),
  persona: z.enum(PERSONA_NAMES).optional(),
  fresh: z.boolean().optional(),
  'exit-after': digits(MOST_SECONDS).optional(),
})

const WORDS: Readonly<Record<string, string>> = {
  households: `--households takes a whole number from 1 to ${MOST_HOUSEHOLDS}`,
  persona: `--persona takes one of ${PERSONA_NAMES.join(', ')}`,
  'exit-after': `--exit-after takes a whole number of seconds from 1 to ${MOST_SECONDS}`,
}

/** Reads the command line; for nonsense, answers what is wrong in words (which never repeat what was typed). */
export function readDemoArguments(argv: readonly string[]): { ok: true; value: DemoArguments } | { ok: false; words: string } {
  const read = parse(argv)
  if (read === null) return { ok: false, words: 'There is an argument here that npm start does not know.' }
  const parsed = ArgumentsSchema.safeParse({ ...read })
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
    return { ok: false, words: `${names.map((name) => WORDS[name] ?? name).join('; ')}.` }
  }
  const { households = 2_000, persona = 'officer', fresh = false, 'exit-after': exitAfter = null } = parsed.data
  return { ok: true, value: { households, persona, fresh, exitAfter } }
}

function parse(argv: readonly string[]): Record<string, unknown> | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { households: { type: 'string' }, persona: { type: 'string' }, fresh: { type: 'boolean' }, 'exit-after': { type: 'string' } },
      strict: true,
      allowPositionals: false,
    })
    return values
  } catch {
    return null
  }
}
