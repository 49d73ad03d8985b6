import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { CompactJweSchema, OfficerIdSchema, UuidSchema } from '../../shared/model/ids'
import { replaceFile } from '../settings/replace-file'
import { toStoreError, withStoreErrors } from './store-errors'

/** Since version 2 a line says of each batch that the database has it too. */
const HeaderSchema = z.strictObject({ v: z.union([z.literal(1), z.literal(2)]), type: z.literal('spool'), officerId: OfficerIdSchema })
const KeptLineSchema = z.strictObject({ kept: z.array(UuidSchema) })
export const SpoolItemSchema = z.strictObject({
  id: UuidSchema,
  target: z.enum(['hub', 'vault']),
  sealed: CompactJweSchema,
})
export type SpoolItem = z.infer<typeof SpoolItemSchema>
/** What the service would not take, with its code. */
export const RefusedItemSchema = SpoolItemSchema.extend({ code: z.string().max(60).nullable() })
export type RefusedItem = z.infer<typeof RefusedItemSchema>

/** What was appended counts for nothing until the database has it too. */
export interface Appended {
  /** It has. */
  readonly keep: () => void
  /** It will not: the file is as it was. */
  readonly undo: () => void
}

/**
 * Append-only files of sealed outbox entries that only hub and vault can open, so that a forgotten passphrase or a lost key loses no
 * work. One per officer (never sent under another's account): `current` while enrolled, `recover-…` what an earlier enrolment left,
 * `refused-…` what of it the service would not take: kept, and sent again only when somebody asks.
 */
export class RecoverySpool {
  readonly #folder: string
  /** What only the current file has could not be put aside yet. */
  #isAllThereIs = false

  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'spool')
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
  }

  /** Durable when it returns. Throws STORE_DISK_FULL, and then nothing was added. */
  append(officerId: string, items: ReadonlyArray<SpoolItem>): Appended {
    const file = this.#current(officerId)
    const size = existsSync(file) ? statSync(file).size : 0
    // A line cut short by a crash must not swallow the next one.
    const start = size === 0 ? header(officerId) : endsInNewline(file, size) ? '' : '\n'
    const undo = (): void => withStoreErrors(() => truncateSync(file, size))
    try {
      const descriptor = openSync(file, 'a', 0o600)
      try {
        // Not writeSync: on a disk that fills up it may write a part and say so by a number only.
        writeFileSync(descriptor, start + linesOf(items))
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    } catch (error) {
      if (existsSync(file)) undo()
      throw toStoreError(error)
    }
    return { undo, keep: () => noteKept(file, items) }
  }

  /** Everything has reached the service, or was refused and put away: the current file begins again with the latter, which is still to survive a lost key. */
  clearCurrent(officerId: string, isPutAway: (id: string) => boolean): void {
    const file = this.#current(officerId)
    if (this.#isAllThereIs || !existsSync(file) || statSync(file).size <= header(officerId).length) return
    const items = read(file)?.items ?? []
    const left = items.filter(({ id }) => isPutAway(id))
    if (left.length === 0 || left.length < items.length) replace(file, header(officerId) + linesOf(left) + (left.length === 0 ? '' : keptLine(left)))
  }

  /** At enrolment: what the earlier enrolment left is to go up, apart from what is written from now on. @param name unique */
  beginRecovery(officerId: string, name: string): void {
    const file = this.#current(officerId)
    if (existsSync(file)) renameSync(file, path.join(this.#folder, `recover-${mark(officerId)}-${name}.jsonl`))
  }

  /**
   * At unlock: what the database once had and does not know. It was put back to an older copy: such work goes up as what an earlier enrolment left.
   * One by one, not by time: a clock may have been set back. Answers how many. Throws STORE_DISK_FULL; then the current file is not begun again
   * before this has succeeded.
   */
  recoverUnknown(officerId: string, isKnown: (id: string) => boolean): number {
    const file = this.#current(officerId)
    const items = (existsSync(file) ? readKept(file) : []).filter(({ id }) => !isKnown(id))
    this.#isAllThereIs = items.length > 0
    if (items.length > 0) this.keepOnly(officerId, `recover-${mark(officerId)}-unknown-${items[0]?.id ?? ''}.jsonl`, items)
    this.#isAllThereIs = false
    return items.length
  }

  /** What waits to be recovered for this officer, file by file. */
  recoveries(officerId: string): { readonly file: string; readonly items: ReadonlyArray<SpoolItem> }[] {
    return readdirSync(this.#folder)
      .filter((file) => file.startsWith(`recover-${mark(officerId)}-`) && file.endsWith('.jsonl'))
      .toSorted()
      .map((file) => ({ file, content: read(path.join(this.#folder, file)) }))
      .filter(({ content }) => content?.officerId === officerId)
      .map(({ file, content }) => ({ file, items: content?.items ?? [] }))
  }

  /** Keeps only these items of a recovery; none left: the file goes. */
  keepOnly(officerId: string, file: string, items: ReadonlyArray<SpoolItem>): void {
    const full = path.join(this.#folder, path.basename(file))
    if (items.length === 0) rmSync(full, { force: true })
    else replace(full, header(officerId) + linesOf(items))
  }

  /** The service refused these: out of the recovery and kept aside. In this order, so that a crash in between leaves an item twice rather than not at all. */
  setAside(officerId: string, items: ReadonlyArray<RefusedItem>): void {
    const ids = new Set(items.map(({ id }) => id))
    this.#writeRefused(officerId, [...this.refused(officerId).filter(({ id }) => !ids.has(id)), ...items])
  }

  /** What needs attention of an earlier enrolment's work. */
  refused(officerId: string): RefusedItem[] {
    const file = this.#refused(officerId)
    return existsSync(file) ? (read(file, RefusedItemSchema)?.items ?? []) : []
  }

  /** Once more: back among what is to go up. False when there is no such item. */
  retryRefused(officerId: string, id: string): boolean {
    const refused = this.refused(officerId)
    const found = refused.find((item) => item.id === id)
    if (found === undefined) return false
    const { code: _code, ...item } = found
    this.keepOnly(officerId, `recover-${mark(officerId)}-again-${id}.jsonl`, [item])
    this.#writeRefused(
      officerId,
      refused.filter((other) => other.id !== id),
    )
    return true
  }

  /** Items that wait for a new enrolment, of everybody or of one officer. `current` counts only while nobody is enrolled. */
  count(officerId: string | null, withCurrent: boolean): number {
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith('.jsonl'))
      .filter((file) => file.startsWith('recover-') || (withCurrent && file.startsWith('current-')))
      .map((file) => read(path.join(this.#folder, file)))
      .filter((content) => content !== null && (officerId === null || content.officerId === officerId))
      .reduce((sum, content) => sum + (content?.items.length ?? 0), 0)
  }

  #refused(officerId: string): string {
    return path.join(this.#folder, `refused-${mark(officerId)}.jsonl`)
  }

  #writeRefused(officerId: string, items: ReadonlyArray<RefusedItem>): void {
    this.keepOnly(officerId, this.#refused(officerId), items)
  }

  #current(officerId: string): string {
    return path.join(this.#folder, `current-${mark(officerId)}.jsonl`)
  }
}

/** File names carry no officer id. */
const mark = (officerId: string): string => createHash('sha256').update(officerId, 'utf8').digest('hex').slice(0, 16)
const linesOf = (items: ReadonlyArray<SpoolItem>): string => items.map((item) => `${JSON.stringify(item)}\n`).join('')
const keptLine = (items: ReadonlyArray<SpoolItem>): string => `${JSON.stringify({ kept: items.map(({ id }) => id) })}\n`
const header = (officerId: string): string => `${JSON.stringify({ v: 2, type: 'spool', officerId })}\n`

const NEWLINE = 0x0a

function endsInNewline(file: string, size: number): boolean {
  const last = Buffer.alloc(1)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, last, 0, 1, size - 1)
  } finally {
    closeSync(descriptor)
  }
  return last[0] === NEWLINE
}

/** Not waited for on the disk: what the database has it still has without this line, which matters only if that is put back. */
function noteKept(file: string, items: ReadonlyArray<SpoolItem>): void {
  try {
    appendFileSync(file, keptLine(items))
  } catch {
    // No room: as above.
  }
}

/** Throws STORE_DISK_FULL; what was there before is there still. */
function replace(file: string, text: string): void {
  withStoreErrors(() => replaceFile(file, text))
}

/** What the database is known to have had; of a file from before that was noted, everything. */
function readKept(file: string): SpoolItem[] {
  const [first, ...rest] = readFileSync(file, 'utf8').split('\n')
  const items = read(file)?.items ?? []
  if (parseLine(HeaderSchema, first ?? '')?.v === 1) return items
  const kept = new Set(rest.flatMap((line) => parseLine(KeptLineSchema, line)?.kept ?? []))
  return items.filter(({ id }) => kept.has(id))
}

/** Whole lines only; a torn last line was never acknowledged. */
function read(file: string): { officerId: string; items: SpoolItem[] } | null
function read<T extends SpoolItem>(file: string, schema: z.ZodType<T>): { officerId: string; items: T[] } | null
function read(
  file: string,
  schema: z.ZodType<SpoolItem> = SpoolItemSchema,
): { officerId: string; items: SpoolItem[] } | null {
  const [first, ...rest] = readFileSync(file, 'utf8').split('\n')
  const head = parseLine(HeaderSchema, first ?? '')
  if (head === null) return null
  return {
    officerId: head.officerId,
    items: rest.map((line) => parseLine(schema, line)).filter((item): item is SpoolItem => item !== null),
  }
}

function parseLine<T extends z.ZodType>(schema: T, line: string): z.output<T> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
