// Loads an invented Kent of every source into a service of its own and prints the reports: what came in, what was loaded, what was rejected and why.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { REPORTS_FILE } from './load-demo-data'
import { startDemoService } from './start-service'

const USAGE = `Prints the intake reports of all sources for an invented Kent.

  npx tsx service/demo/report-intake.ts [--households N] [--seed N]
`
const OptionsSchema = z.strictObject({ households: z.coerce.number().int().min(9).max(200_000).default(2_000), seed: z.coerce.number().int().min(0).default(1) })

function readOptions(argv: ReadonlyArray<string>): z.infer<typeof OptionsSchema> | null {
  const text = { type: 'string' } as const
  try {
    return OptionsSchema.parse(parseArgs({ args: [...argv], strict: true, options: { households: text, seed: text } }).values)
  } catch {
    return null
  }
}

async function report({ households, seed }: z.infer<typeof OptionsSchema>): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'casement-intake-report-'))
  const started = Date.now()
  try {
    const service = await startDemoService({ dataDir, households, seed })
    const seconds = ((Date.now() - started) / 1_000).toFixed(1)
    await service.stop()
    process.stdout.write(`${readFileSync(path.join(dataDir, 'extracts', REPORTS_FILE), 'utf8')}\n${households} households, seed ${seed}: everything started and loaded in ${seconds} s\n`)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const options = readOptions(process.argv.slice(2))
if (options === null) {
  process.stderr.write(USAGE)
  process.exitCode = 2
} else {
  await report(options)
  // What is left (a pooled connection) does not hold the command line up.
  process.exit()
}
