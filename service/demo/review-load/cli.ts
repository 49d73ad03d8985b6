import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { wrongArgumentsWords } from '../../intake/report-words'
import { shippedReviewRules, type ReviewRules } from '../../hub/policy/review-rules'
import { simulateLoad, type Council, type Load } from './simulate'

const USAGE = `Prints how many reviews the shipped policy asks of each supervisor, over an invented month.

  npm run review-load -- [--officers N] [--reveals N] [--days N] [--seed N]
`
const OptionsSchema = z.strictObject({
  officers: z.coerce.number().int().min(1).max(5_000).default(200), reveals: z.coerce.number().int().min(1).max(500).default(30), days: z.coerce.number().int().min(1).max(250).default(20),
  seed: z.coerce.number().int().min(0).default(1),
})
export type LoadOptions = z.infer<typeof OptionsSchema>

const TEAM_SIZES = [6, 10, 15]
const UNRELATED = [0.01, 0.03, 0.1]
const CLAIMED = 0.005
const EMERGENCIES = 0.0005

const HEADS = ['team size', 'no relationship', 'reveals', 'to review', 'emergencies', 'closed a reviewer a day', 'waiting at the end', 'median wait', '95 % wait', 'emergencies in 2 days'] as const
const share = (value: number): string => `${Math.round(value * 10_000) / 100} %`
const days = (value: number): string => (value === 0 ? 'same day' : `${value} d`)

const cellsOf = (council: Council, load: Load): string[] => [
  String(council.teamSize), share(council.unrelated), String(load.reveals), String(load.tasks), String(load.emergencies), load.perReviewerADay.toFixed(1), String(load.waitingAtEnd), days(load.medianDays), days(load.ninetyFifthDays),
  share(load.emergenciesInTwoDays),
]

/** The table as lines: one for each size of team and share of reveals without a recorded relationship. */
export function loadTable({ officers, reveals, days: many, seed }: LoadOptions, rules: ReviewRules): string[] {
  const rows = TEAM_SIZES.flatMap((teamSize) => UNRELATED.map((unrelated) => {
    const council: Council = { seed, officers, revealsADay: reveals, days: many, teamSize, unrelated, claimed: CLAIMED, emergencies: EMERGENCIES }
    return cellsOf(council, simulateLoad(council, rules))
  }))
  const widths = HEADS.map((head, n) => Math.max(head.length, ...rows.map((row) => row[n]?.length ?? 0)))
  return [[...HEADS], ...rows].map((row) => row.map((cell, n) => cell.padStart(widths[n] ?? 0)).join('  '))
}

/** Runs the command line; returns the exit code, 2 for wrong arguments. */
export function main(argv: ReadonlyArray<string>): number {
  if (argv.length === 1 && argv[0] === '--help') {
    process.stdout.write(USAGE)
    return 0
  }
  const text = { type: 'string' } as const
  let options: LoadOptions
  try {
    options = OptionsSchema.parse(parseArgs({ args: [...argv], strict: true, options: { officers: text, reveals: text, days: text, seed: text } }).values)
  } catch {
    process.stderr.write(wrongArgumentsWords('An argument is unknown, missing, or not in its form.', USAGE))
    return 2
  }
  const rules = shippedReviewRules()
  process.stdout.write(
    `${options.officers} officers, ${options.reveals} reveals a day each, ${options.days} working days; at most ${rules.perReviewerPerDay} reviews a reviewer a day, ` +
      `${share(rules.sampleRate)} sampled, ${share(CLAIMED)} with a relationship that is not recorded, ${share(EMERGENCIES)} by emergency access; seed ${options.seed}\n`,
  )
  for (const line of loadTable(options, rules)) process.stdout.write(`${line}\n`)
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2))
