import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { shippedAlertRules, type AlertRules } from '../../hub/policy/alert-rules'
import { wrongArgumentsWords } from '../../intake/report-words'
import { runTrial } from './simulate'

const USAGE = `Tries the shipped rules for alerts on invented officers, honest ones and four kinds who look at what is none of their business.

  npm run alert-trial -- [--officers N] [--snoopers N] [--days N] [--seed N]
`
const OptionsSchema = z.strictObject({
  officers: z.coerce.number().int().min(1).max(5_000).default(200), snoopers: z.coerce.number().int().min(1).max(1_000).default(50), days: z.coerce.number().int().min(30).max(400).default(90),
  seed: z.coerce.number().int().min(0).default(1),
})
export type TrialOptions = z.infer<typeof OptionsSchema>

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`

/** The findings as lines. */
export function trialLines({ officers, snoopers, days, seed }: TrialOptions, rules: AlertRules): string[] {
  const { reveals, caught, falseKinds, falseFlagsAMonth, mostFalseFlagsAMonth, overOneAMonth } = runTrial({ seed, officers, snoopersOfKind: snoopers, days }, rules)
  const all = caught.reduce((sum, kind) => sum + kind.withinSevenDays * kind.snoopers, 0) / caught.reduce((sum, kind) => sum + kind.snoopers, 0)
  return [
    `${officers} honest officers and ${snoopers} of each kind of snooper, ${days} days, ${reveals} reveals; seed ${seed}`,
    ...caught.map((kind) => `${kind.kind.padEnd(13)} flagged within 7 days ${percent(kind.withinSevenDays).padStart(7)}, ever ${percent(kind.ever).padStart(7)}, median ${kind.medianDays} days`),
    `all snoopers  flagged within 7 days ${percent(all).padStart(7)}`,
    `honest        ${falseFlagsAMonth.toFixed(2)} alerts an officer in 30 days on average, ${mostFalseFlagsAMonth.toFixed(2)} at most; ${percent(overOneAMonth)} have more than one`,
    `of these      ${Object.entries(falseKinds).map(([kind, many]) => `${kind} ${many}`).join(', ') || 'none'}`,
  ]
}

/** Runs the command line; returns the exit code, 2 for wrong arguments. */
export function main(argv: ReadonlyArray<string>): number {
  if (argv.length === 1 && argv[0] === '--help') {
    process.stdout.write(USAGE)
    return 0
  }
  const text = { type: 'string' } as const
  let options: TrialOptions
  try {
    options = OptionsSchema.parse(parseArgs({ args: [...argv], strict: true, options: { officers: text, snoopers: text, days: text, seed: text } }).values)
  } catch {
    process.stderr.write(wrongArgumentsWords('An argument is unknown, missing, or not in its form.', USAGE))
    return 2
  }
  for (const line of trialLines(options, shippedAlertRules())) process.stdout.write(`${line}\n`)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2))
