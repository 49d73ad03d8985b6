import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { clientCredentialsTokens } from '../intake/load/token-source'
import { reportWords } from '../intake/report-words'
import { runIntake } from '../intake/run-intake'
import { writeExtracts } from './synthetic/write-extracts'

export interface DemoData {
  readonly dataDir: string
  readonly households: number
  readonly seed: number
  readonly hubUrl: string
  readonly vaultUrl: string
  readonly issuer: string
  readonly intake: { readonly clientId: string; readonly clientSecret: string }
  readonly clock: { now(): number }
  say(line: string): void
  /** Stops the load after the batch that it is at; the next start begins it again, which changes nothing that was loaded. */
  readonly stop: AbortSignal | undefined
  /** The file in the data folder that says that these databases were loaded. */
  readonly marker: string
}

const LoadedSchema = z.object({ households: z.int(), seed: z.int() })
/** The reports of the first load, source by source, in the folder of the extracts. */
export const REPORTS_FILE = 'reports.txt'
/** Rows between two lines about progress. */
const SAY_EVERY = 2_000

/** Writes the synthetic extracts and loads them through the real intake, on the first start only. Answers how many households there are. */
export async function loadDemoData(data: DemoData): Promise<number> {
  const { dataDir, households, seed, clock, say } = data
  const marker = path.join(dataDir, data.marker)
  const before = existsSync(marker) ? LoadedSchema.parse(JSON.parse(readFileSync(marker, 'utf8'))) : null
  if (before !== null) {
    say(`${before.households} synthetic households from an earlier start${before.households === households ? '' : ` (--fresh for ${households})`}`)
    return before.households
  }
  const outDir = path.join(dataDir, 'extracts')
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  const extracts = await writeExtracts({ outDir, households, seed, today })
  const tokens = clientCredentialsTokens({ issuer: data.issuer, ...data.intake }, clock)
  // Wards first: households that come later take their ward's open data with them, instead of being rewritten for it.
  const files = extracts.files.toSorted((a, b) => Number(b.source === 'open-data') - Number(a.source === 'open-data'))
  const reports: string[] = []
  for (const { source, path: file, rows } of files) {
    data.stop?.throwIfAborted()
    say(`loading ${rows} rows of ${source} through intake`)
    let said = 0
    const report = await runIntake({
      source, files: [file], hubUrl: data.hubUrl, vaultUrl: data.vaultUrl, tokens, rejectsDir: outDir, clock,
      onProgress: ({ rows: done, of }) => {
        data.stop?.throwIfAborted()
        if (done < said + SAY_EVERY && done < of) return
        said = done
        say(`  ${done} of ${of} rows`)
      },
    })
    reports.push(reportWords(report))
    say(`  in ${report.in}, loaded ${report.loaded}, unchanged ${report.unchanged}, rejected ${report.rejected}`)
  }
  writeFileSync(path.join(outDir, REPORTS_FILE), reports.join('\n'), { mode: 0o600 })
  writeFileSync(marker, JSON.stringify({ households, seed }))
  return households
}
