import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { wrongArgumentsWords } from '../../intake/report-words'
import { MESS, type MessKind } from './mess'
import { writeExtracts } from './write-extracts'

const USAGE = `Writes extracts of an invented Kent, as the source systems would.

  npm run extracts -- --out DIR [--households N] [--seed N] [--today YYYY-MM-DD]
`
const OptionsSchema = z.strictObject({
  out: z.string().min(1), households: z.coerce.number().int().min(1).max(200_000).default(2_000), seed: z.coerce.number().int().min(0).default(1), today: z.iso.date().optional(),
})

function readOptions(argv: ReadonlyArray<string>): z.infer<typeof OptionsSchema> | null {
  const text = { type: 'string' } as const
  try {
    return OptionsSchema.parse(parseArgs({ args: [...argv], strict: true, options: { out: text, households: text, seed: text, today: text } }).values)
  } catch {
    return null
  }
}

/** Runs the command line; returns the exit code, 2 for wrong arguments. */
export async function main(argv: ReadonlyArray<string>): Promise<number> {
  if (argv.length === 1 && argv[0] === '--help') {
    process.stdout.write(USAGE)
    return 0
  }
  const options = readOptions(argv)
  if (options === null) {
    process.stderr.write(wrongArgumentsWords('An argument is unknown, missing, or not in its form.', USAGE))
    return 2
  }
  const today = options.today ?? new Date().toISOString().slice(0, 10)
  const { files, mess } = await writeExtracts({ outDir: options.out, households: options.households, seed: options.seed, today })
  for (const { source, path, rows } of files) process.stdout.write(`${source.padEnd(24)}${String(rows).padStart(8)} rows  ${path}\n`)
  for (const [kind, count] of Object.entries(mess) as [MessKind, number][]) process.stdout.write(`  ${kind.padEnd(24)}${String(count).padStart(6)}  ${MESS[kind].fate}\n`)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2))
