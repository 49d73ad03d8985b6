import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { z } from 'zod'
import { SignedErasureSchema } from '../../shared/model/erasure'
import { SignedRevealRequestSchema, SignedLookupRequestSchema } from '../../shared/model/reveal'
import { verifySigned } from '../plugins/verify-signed'
import type { Signed } from '../../shared/model/signed'
import type { VerifiedKeyBundle } from '../plugins/key-bundle'
import { isControllerSigned } from '../plugins/controller-signature'
import { checkpointKeys, readKeyBundle } from './checkpoint-keys'
import { readVault, type AnsweredLookup, type Release, type ReportedConflict, type VaultRecords } from './read-vault'
import { requireSettings, type LedgerSettings } from './settings'
import { checkFile, createCheck, Difference, readKeys, type CheckpointKey, type VisitedEntry } from './verify.mjs'

interface Words {
  out(text: string): unknown
  err(text: string): unknown
}

export interface Reconciliation {
  readonly entries: number
  /** Grants that released something, each with its entry. */
  readonly released: number
  /** Opened on a laptop without signal, from a permit that was released before: heard of afterwards, and released by nobody then. */
  readonly openedWithoutSignal: number
  /** Granted and never fetched. */
  readonly notShown: number
  /** Forbidden, held for approval or over the limit. */
  readonly notGranted: number
  readonly lookups: number
  /** Releases and look-ups of after the bundle was made: for the next one. */
  readonly since: number
  /** What does not agree, each with its ids. */
  readonly findings: readonly string[]
}

const MOST_WORDS = 200
type Dated = Readonly<{ entryIndex: number; at: Date }>

/** What a bundle says of itself: enough to ask the vault; the check makes sure of epoch and entries. */
const HeaderSchema = z.object({ epoch: z.string().regex(/^[0-9a-z]{8,32}$/), entries: z.int().min(0), exportedAt: z.iso.datetime() })
  .transform(({ exportedAt, ...header }) => ({ ...header, origin: `casement.invalid/ledger/${header.epoch}`, madeAt: Date.parse(exportedAt) }))
type Header = z.output<typeof HeaderSchema>

/**
 * The controller's side of the ledger (design §4 step 8): the bundle is verified, also against the last checkpoint that the vault itself
 * saw up to its size, and every release of the vault must have its entry; each entry must be signed by a laptop that the *vault* knows. What
 * the vault released after the bundle was made is for the next bundle; what it knew of before must be in this one. Throws Difference.
 */
export function reconcile(bundle: string, keys: readonly CheckpointKey[], vault: VaultRecords, { origin, entries: size, madeAt }: Header, controller: VerifiedKeyBundle | null = null): Reconciliation {
  const findings: string[] = []
  const releases = groupBy(vault.releases, ({ entryIndex }) => entryIndex)
  const lookups = groupBy(vault.lookups, ({ entryIndex }) => entryIndex)
  const counts = { released: 0, openedWithoutSignal: 0, notShown: 0, notGranted: 0, lookups: 0, since: 0 }

  const visit = (entry: VisitedEntry): void => {
    if (isErasure(entry)) {
      if (!isSignedByController(entry, controller)) findings.push(`entry ${entry.index}: an erasure that the controller did not sign`)
    } else if (entry.index > 0 && !isSignedByKnownDevice(entry, vault)) findings.push(`entry ${entry.index}: not signed by a laptop that the vault knows`)
    const reveal = SignedRevealRequestSchema.safeParse(entry.content)
    const here = releases.get(entry.index) ?? []
    if (reveal.success) {
      const fits = here.filter((release) => isOf(release, reveal.data, entry))
      if (fits.length > 0) counts.released += 1
      else if (reveal.data.payload.v === 4) counts.openedWithoutSignal += 1
      else if (entry.outcome === 'allow') counts.notShown += 1
      else counts.notGranted += 1
      if (fits.length > 0 && entry.outcome !== 'allow') findings.push(`entry ${entry.index} (request ${reveal.data.payload.requestId}): released, although the hub says that it was not granted`)
      removeAll(releases, entry.index, fits)
    }
    const lookup = SignedLookupRequestSchema.safeParse(entry.content)
    if (lookup.success) {
      const { payload, deviceId } = lookup.data
      const fits = (lookups.get(entry.index) ?? []).filter((one) => one.lookupId === payload.lookupId && one.deviceId === deviceId && one.purpose === payload.purpose.code)
      counts.lookups += fits.length
      if (fits.length > 0 && entry.outcome !== 'allow') findings.push(`entry ${entry.index} (look-up ${payload.lookupId}): answered, although the hub says that it was not granted`)
      removeAll(lookups, entry.index, fits)
    }
  }

  const last = vault.witnessed === null ? null : { size: vault.witnessed.size, root: vault.witnessed.root.toString('hex'), origin, by: 'the vault' }
  const verified = checkFile(bundle, createCheck({ keys, last, visit }))
  // A second epoch inside the first line would have asked the vault about another one, in which nothing was released.
  if (verified.origin !== origin) throw new Difference('line 1: of another epoch than its first words say')
  const { entries } = verified
  const withoutEntry = <T extends Dated>(left: ReadonlyMap<number, readonly T[]>, words: (one: T) => string): void => {
    for (const one of [...left.values()].flat()) {
      if (one.entryIndex >= size && one.at.getTime() >= madeAt) counts.since += 1
      else findings.push(words(one))
    }
  }
  withoutEntry(releases, releaseWords)
  withoutEntry(lookups, lookupWords)
  if (vault.latest !== null && vault.latest.size > size && vault.latest.seenAt.getTime() < madeAt) findings.push(missingWords(vault.latest, size))
  findings.push(...vault.conflicts.map(conflictWords))
  return { entries, ...counts, findings }
}

const isOf = (release: Release, { payload, deviceId }: ReturnType<typeof SignedRevealRequestSchema.parse>, { hash, openings }: VisitedEntry): boolean =>
  release.leafHash === hash && release.requestId === payload.requestId && release.deviceId === deviceId && release.purpose === payload.purpose.code &&
  release.fieldGroups.every((group) => payload.fieldGroups.some((asked) => asked === group)) &&
  openings.every(({ field, value }) => field !== 'persons' || release.personIds.every((person) => value.split(',').includes(person)))

function isSignedByKnownDevice({ content }: VisitedEntry, { devices }: VaultRecords): boolean {
  const { deviceId } = content
  const key = typeof deviceId === 'string' ? devices.get(deviceId) : undefined
  return key !== undefined && verifySigned(content as unknown as Signed<unknown>, key)
}

const isErasure = ({ content }: VisitedEntry): boolean => SignedErasureSchema.safeParse(content).success

function isSignedByController({ content }: VisitedEntry, controller: VerifiedKeyBundle | null): boolean {
  const entry = SignedErasureSchema.safeParse(content)
  return controller !== null && entry.success && isControllerSigned(entry.data, controller)
}

const releaseWords = ({ grantId, requestId, deviceId, entryIndex }: Release): string =>
  `release without its entry: grant ${grantId}, request ${requestId}, laptop ${deviceId}; entry ${entryIndex} is not that request`
const lookupWords = ({ lookupId, deviceId, entryIndex }: AnsweredLookup): string =>
  `look-up answered without its entry: look-up ${lookupId}, laptop ${deviceId}; entry ${entryIndex} is not that look-up`

const missingWords = ({ size, seenAt }: { size: number; seenAt: Date }, here: number): string =>
  `entry ${here}: missing; the vault saw a checkpoint of ${size} entries on ${seenAt.toISOString()}, before this bundle was made, and only ${here} are here`

/** In words and ids: what a laptop has found against the hub. */
export const conflictWords = ({ conflictId, deviceId, officerId, epoch, knownSize, offeredSize, foundAt }: ReportedConflict): string =>
  `reported ${conflictId}: laptop ${deviceId} of ${officerId}, ${foundAt.toISOString()}, epoch ${epoch}: ` +
  (offeredSize === null ? `the hub says that it never had the ${knownSize} entries that it signed for` : `the checkpoint of ${offeredSize} entries does not continue the one of ${knownSize} that the hub had signed before`)

function groupBy<T>(all: readonly T[], keyOf: (one: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

function removeAll<T>(groups: Map<number, T[]>, key: number, done: readonly T[]): void {
  const left = (groups.get(key) ?? []).filter((one) => !done.includes(one))
  if (left.length === 0) groups.delete(key)
  else groups.set(key, left)
}

/** The command: answers the exit code. Throws SettingsMissing and what PostgreSQL throws. */
export async function reconcileBundle(settings: LedgerSettings, command: Readonly<{ bundle: string; key: string | null }>, { out, err }: Words): Promise<number> {
  const { VAULT_DATABASE_URL: url } = requireSettings(settings, 'VAULT_DATABASE_URL')
  try {
    const keys = readKeys(command.key === null ? checkpointKeys(await readKeyBundle(settings)).join('\n') : keyText(command.key))
    const header = readHeader(command.bundle)
    const vault = await readVault(url, header.epoch, header.entries)
    // By a key file alone nobody can tell who signed an erasure: then one is a finding.
    const controller = settings.KEY_BUNDLE_FILE === undefined || settings.CONTROLLER_ROOT_KEY === undefined ? null : await readKeyBundle(settings)
    const result = reconcile(command.bundle, keys, vault, header, controller)
    out([
      `${result.entries} entries of ${header.origin}, verified${vault.witnessed === null ? '; the vault has seen no checkpoint up to there' : `, and they continue the ${vault.witnessed.size} that the vault has seen`}`,
      `  released, each with its entry: ${result.released}`,
      ...(result.openedWithoutSignal === 0 ? [] : [`  opened without signal, from permits released before: ${result.openedWithoutSignal}`]),
      `  not shown (granted, never fetched): ${result.notShown}`,
      `  not granted: ${result.notGranted}`,
      `  look-ups answered, each with its entry: ${result.lookups}`,
      ...(result.since === 0 ? [] : [`  released or answered after the bundle was made (${new Date(header.madeAt).toISOString()}), for the next one: ${result.since}`]),
      ...(vault.elsewhere === 0 ? [] : [`  releases of other epochs, for their own bundles: ${vault.elsewhere}`]),
      '',
    ].join('\n'))
    for (const finding of result.findings.slice(0, MOST_WORDS)) err(`${finding}\n`)
    if (result.findings.length > MOST_WORDS) err(`and ${result.findings.length - MOST_WORDS} more\n`)
    return result.findings.length === 0 ? 0 : 1
  } catch (error) {
    if (error instanceof Difference) {
      err(`The bundle cannot be relied on. ${error.message}.\n`)
      return 1
    }
    if (error instanceof Error && 'syscall' in error) {
      err('The bundle or the key file cannot be read.\n')
      return 2
    }
    throw error
  }
}

const keyText = (key: string): string => (/^[^\s+]+\+[0-9a-f]{8}\+/.test(key) ? key : readFileSync(key, 'utf8'))

function readHeader(file: string): Header {
  const descriptor = openSync(file, 'r')
  try {
    const start = Buffer.alloc(4_096)
    const [line = ''] = start.subarray(0, readSync(descriptor, start, 0, start.length, 0)).toString().split('\n')
    return HeaderSchema.parse(JSON.parse(line))
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    throw new Difference('line 1: not the header of a ledger bundle of version 1')
  } finally {
    closeSync(descriptor)
  }
}
