import { randomBytes } from 'node:crypto'
import { access, constants, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { CasementError } from '../../shared/errors/casement-error'
import { uuidV7 } from '../../shared/model/uuid-v7'
import type { RejectReason } from './code/reading'
import { groupRecords, type Grouped } from './group-records'
import { loadRecords, noCounts, type LoadCounts } from './load/load-records'
import { reportRun } from './load/report-run'
import { createServiceClient } from './load/service-client'
import type { TokenSource } from './load/token-source'
import type { Mapping } from './mappings/define-mapping'
import { mappingFor } from './mappings/mapping-for'
import { parseExtract } from './parse-extract'
import { writeRejects } from './rejects-file'
import type { Reject } from './validate-row'

export interface IntakeOptions {
  readonly source: string
  readonly files: ReadonlyArray<string>
  readonly hubUrl: string
  readonly vaultUrl: string
  readonly tokens: TokenSource
  /** Where rejects files go; null: next to each extract. */
  readonly rejectsDir: string | null
  readonly clock: { now(): number }
  readonly onProgress?: (progress: { readonly rows: number; readonly of: number }) => void
}

/** Counts of a run in rows; `in = loaded + unchanged + rejected`, and the reasons (each row under its first) add up to `rejected`. */
export interface IntakeReport {
  readonly runId: string
  readonly source: string
  readonly in: number
  readonly loaded: number
  readonly unchanged: number
  readonly rejected: number
  readonly rejectedByReason: Readonly<Partial<Record<RejectReason, number>>>
  readonly people: LoadCounts['people']
  readonly records: LoadCounts['records']
  readonly rejectsFiles: ReadonlyArray<string>
}

/** Beyond this (bytes) an extract must be cut in parts. */
const LARGEST_FILE = 400 * 1024 * 1024

/**
 * Loads extracts of one source: identities and words to the vault, coded facts to the hub. All files are read and checked before
 * the first row is sent, so a truncated or malformed file loads nothing (INTAKE_*). Loading a file twice changes nothing; a run
 * that broke off is mended by running it again. The hub is told the counts at the end, for the administrator's screen.
 */
export async function runIntake(options: IntakeOptions): Promise<IntakeReport> {
  const mapping = mappingFor(options.source)
  const extracts: { file: string; grouped: Grouped }[] = []
  for (const [i, file] of options.files.entries()) extracts.push({ file, grouped: await readExtract(mapping, file, i + 1) })
  const rejectsFiles: string[] = []
  for (const { file, grouped } of extracts) rejectsFiles.push(await writeRejects(options.rejectsDir ?? path.dirname(file), file, grouped.rejects))

  const counts = noCounts()
  const startedAt = new Date(options.clock.now()).toISOString()
  const runId = uuidV7(options.clock.now(), randomBytes(10))
  const client = (service: 'hub' | 'vault', baseUrl: string) => createServiceClient({ service, baseUrl, tokens: options.tokens })
  const target = { runId, mapping, vault: client('vault', options.vaultUrl), hub: client('hub', options.hubUrl) }
  const of = sum(extracts.map(({ grouped }) => grouped.acceptedRows))
  let rows = 0
  for (const { grouped } of extracts) {
    await loadRecords(target, grouped.records, counts, (more) => {
      rows += more
      options.onProgress?.({ rows, of })
    })
  }
  const rejected = sum(extracts.map(({ grouped }) => grouped.rejectedRows))
  const report: IntakeReport = {
    runId, source: mapping.source, in: of + rejected, ...counts.rows, rejected, people: counts.people, records: counts.records,
    rejectedByReason: countReasons(extracts.map(({ grouped }) => grouped.rejects)), rejectsFiles,
  }
  await reportRun(target.hub, mapping, report, { startedAt, files: options.files.length })
  return report
}

/** INTAKE_FILE_UNREADABLE when one of the files is not there or may not be read. */
export async function checkReadable(files: ReadonlyArray<string>): Promise<void> {
  for (const [i, file] of files.entries()) {
    await access(file, constants.R_OK).catch(() => {
      throw new CasementError('INTAKE_FILE_UNREADABLE', { file: i + 1 })
    })
  }
}

/** Errors name the file by its place on the command line (`file`, from 1): a file name may hold a resident's. */
async function readExtract(mapping: Mapping, file: string, place: number): Promise<Grouped> {
  const bytes = await readWhole(file, place)
  try {
    return groupRecords(mapping, parseExtract(mapping, bytes))
  } catch (error) {
    if (error instanceof CasementError) throw new CasementError(error.code, { ...error.detail, file: place })
    throw error
  }
}

async function readWhole(file: string, place: number): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    if (size <= LARGEST_FILE) return await readFile(file)
  } catch {
    throw new CasementError('INTAKE_FILE_UNREADABLE', { file: place })
  }
  throw new CasementError('INTAKE_FILE_UNREADABLE', { file: place, problem: 'too large', mostBytes: LARGEST_FILE })
}

/** A row with several problems counts once, under the first. */
function countReasons(files: ReadonlyArray<ReadonlyArray<Reject>>): Partial<Record<RejectReason, number>> {
  const counts: Partial<Record<RejectReason, number>> = {}
  for (const rejects of files) {
    const seen = new Set<number>()
    for (const { row, reason } of rejects) {
      if (seen.has(row)) continue
      seen.add(row)
      counts[reason] = (counts[reason] ?? 0) + 1
    }
  }
  return counts
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, n) => total + n, 0)
