import { randomBytes } from 'node:crypto'
import { access, constants, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { CasementError } from '../../shared/errors/casement-error'
import { uuidV7 } from '../../shared/model/uuid-v7'
import type { RejectReason } from './code/reading'
import { checkExtracts } from './load/check-extracts'
import { noCounts, type LoadCounts } from './load/load-records'
import { reportRun } from './load/report-run'
import { createServiceClient } from './load/service-client'
import type { TokenSource } from './load/token-source'
import type { AnyMapping } from './mappings/define-mapping'
import { MAPPINGS, mappingFor, type Catalogue } from './mappings/mapping-for'
import { parseExtract } from './parse-extract'
import { prepareExtract, type PreparedExtract } from './prepare-extract'
import { rewriteRejects, writeRejects } from './rejects-file'
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
  /** What readExtracts answered for these files, where that was asked before; else they are read now. */
  readonly extracts?: ReadonlyArray<CheckedExtract>
  readonly onProgress?: (progress: { readonly rows: number; readonly of: number }) => void
}

/** An extract that was read and checked as a whole, so that it can be loaded. */
export interface CheckedExtract {
  readonly file: string
  readonly prepared: PreparedExtract
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
  /** Rows that are loaded and stand in the rejects file all the same: a number of theirs is somebody else's too. */
  readonly doubtful: number
}

/** Beyond this (bytes) an extract must be cut in parts. */
const LARGEST_FILE = 400 * 1024 * 1024

/**
 * Loads extracts of one source: identities and words to the vault, coded facts to the hub (what is about places goes to the hub only). All files are read and checked before
 * the first row is sent, and vault and hub are asked whether its date may be loaded, so a file that is malformed, older than the last one or of the future loads nothing (INTAKE_*). Loading a file twice changes nothing; a run
 * that broke off is mended by running it again. The hub is told the counts at the end, for the administrator's screen.
 */
export async function runIntake(options: IntakeOptions): Promise<IntakeReport> {
  const mapping = mappingFor(options.source)
  const extracts = options.extracts ?? (await readExtracts(options.source, options.files))
  const rejectsFiles: string[] = []
  for (const [i, { file, prepared }] of extracts.entries())
    rejectsFiles.push(await writeRejects(options.rejectsDir ?? path.dirname(file), file, prepared.rejects, { place: i + 1, written: rejectsFiles }))

  const runId = uuidV7(options.clock.now(), randomBytes(10))
  const client = (service: 'hub' | 'vault', baseUrl: string) => createServiceClient({ service, baseUrl, tokens: options.tokens })
  const target = { runId, vault: client('vault', options.vaultUrl), hub: client('hub', options.hubUrl) }
  await checkExtracts(target, mapping, extracts.map(({ prepared }) => prepared.extractDate))
  const counts = noCounts()
  const startedAt = new Date(options.clock.now()).toISOString()
  const of = sum(extracts.map(({ prepared }) => prepared.acceptedRows))
  let rows = 0
  let doubtful = 0
  const heldBack: Reject[][] = []
  for (const extract of extracts.toSorted(byDate)) {
    const { prepared } = extract
    const doubts = await prepared.load(target, counts, (more) => {
      rows += more
      options.onProgress?.({ rows, of })
    })
    const erased = doubts.filter(({ reason }) => reason === 'erased')
    heldBack.push(erased)
    doubtful += doubts.length - erased.length
    if (doubts.length > 0) await rewriteRejects(rejectsFiles[extracts.indexOf(extract)] ?? '', [...prepared.rejects, ...doubts])
  }
  const unread = sum(extracts.map(({ prepared }) => prepared.rejectedRows))
  const report: IntakeReport = {
    runId, source: mapping.source, in: of + unread, ...counts.rows, rejected: unread + sum(heldBack.map(({ length }) => length)), people: counts.people, records: counts.records,
    rejectedByReason: countReasons([...extracts.map(({ prepared }) => prepared.rejects), ...heldBack]), rejectsFiles, doubtful,
  }
  await reportRun(target.hub, mapping, report, { startedAt, files: options.files.length })
  return report
}

/** Reads and checks the files of a source, without any service. Throws INTAKE_*: what is wrong with a file is its sender's matter, whatever else is. */
export async function readExtracts(source: string, files: ReadonlyArray<string>, catalogue: Catalogue = MAPPINGS): Promise<ReadonlyArray<CheckedExtract>> {
  const mapping = mappingFor(source, catalogue)
  await checkReadable(files)
  const extracts: CheckedExtract[] = []
  for (const [i, file] of files.entries()) extracts.push({ file, prepared: await readExtract(mapping, file, i + 1) })
  return extracts
}

/** A path that is not there is said before minutes are spent on the files before it. */
async function checkReadable(files: ReadonlyArray<string>): Promise<void> {
  for (const [i, file] of files.entries()) {
    await access(file, constants.R_OK).catch(() => {
      throw new CasementError('INTAKE_FILE_UNREADABLE', { file: i + 1 })
    })
  }
}

/** Errors name the file by its place on the command line (`file`, from 1): a file name may hold a resident's. */
async function readExtract(mapping: AnyMapping, file: string, place: number): Promise<PreparedExtract> {
  const bytes = await readWhole(file, place)
  try {
    return prepareExtract(mapping, parseExtract(mapping, bytes))
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

/** Several days at once are loaded in their order, whichever way they stand on the command line. */
const byDate = (a: CheckedExtract, b: CheckedExtract): number => (a.prepared.extractDate ?? '').localeCompare(b.prepared.extractDate ?? '')
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, n) => total + n, 0)
