import { existsSync } from 'node:fs'
import pg from 'pg'
import type { VerifiedKeyBundle } from '../plugins/key-bundle'
import { bundleLines, findLastNote, findPresentEpoch, hasEpoch, readLedgerState, type Queryable, type Waymark } from './export-bundle'
import { checkpointKeys, isByKeyInUse, readKeyBundle } from './checkpoint-keys'
import { requireSettings, type LedgerSettings } from './settings'
import { signPresent } from './sign-present'
import { FileExists, writeSafely } from './write-safely'

export interface ExportCommand {
  readonly out: string
  readonly epoch: string | null
  readonly withOpenings: boolean
  readonly mayReplace: boolean
}

export interface ExportResult {
  /** `exported`, and what is wrong with it, or why nothing was written. */
  readonly outcome: 'exported' | 'exported-broken' | 'file-exists' | 'no-epoch' | 'not-covered' | 'retired-key'
  readonly epoch: string
  /** In the bundle; for `not-covered`, those after the last signed checkpoint. */
  readonly entries: number
}

/**
 * Writes one epoch's ledger as a bundle, from one snapshot. Where the last checkpoint does not cover every entry, or a key signed it that is retired by now, one is
 * signed first (with the hub's keys); without the keys nothing is written. A table that no longer is what was signed is exported as it stands, as evidence.
 */
export async function exportLedger(settings: LedgerSettings, command: ExportCommand, now: Date = new Date()): Promise<ExportResult> {
  const { HUB_DATABASE_URL: url } = requireSettings(settings, 'HUB_DATABASE_URL')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const epoch = command.epoch ?? (await findPresentEpoch(client))
    if (epoch === null || !(await hasEpoch(client, epoch))) return { outcome: 'no-epoch', epoch: epoch ?? '', entries: 0 }
    if (!command.mayReplace && existsSync(command.out)) return { outcome: 'file-exists', epoch, entries: 0 }
    const before = await readLedgerState(client, epoch)
    // Fewer than were signed for: some are gone.
    let isSound = before.entries >= before.signed
    const keyBundle = settings.KEY_BUNDLE_FILE === undefined || settings.CONTROLLER_ROOT_KEY === undefined ? null : await readKeyBundle(settings)
    const isRetired = isSound && (await isByRetired(client, epoch, keyBundle))
    let anew: Waymark | null = null
    if (before.entries > before.signed || isRetired) {
      if (settings.HUB_KEYS_FILE === undefined) return { outcome: isRetired ? 'retired-key' : 'not-covered', epoch, entries: before.entries - before.signed }
      anew = await signPresent(settings, epoch)
      isSound = anew !== null
    }
    await client.query('begin isolation level repeatable read read only')
    const state = await readLedgerState(client, epoch)
    const keys = keyBundle === null ? [] : checkpointKeys(keyBundle)
    // What the hub enters at this very moment is for the next export.
    const upTo = isSound ? state.signed : null
    const lines = bundleLines(client, { epoch, withOpenings: command.withOpenings, upTo, keys, exportedAt: now.toISOString(), anew })
    await writeSafely(command.out, lines, command.mayReplace)
    await client.query('commit')
    return { outcome: isSound ? 'exported' : 'exported-broken', epoch, entries: Math.min(state.entries, upTo ?? state.entries) }
  } catch (error) {
    if (error instanceof FileExists) return { outcome: 'file-exists', epoch: command.epoch ?? '', entries: 0 }
    throw error
  } finally {
    await client.end()
  }
}

/** Whoever reads the bundle has it covered by the key in use, or could not tell it from one that a stolen key wrote anew. */
async function isByRetired(client: Queryable, epoch: string, keys: VerifiedKeyBundle | null): Promise<boolean> {
  const note = keys === null ? null : await findLastNote(client, epoch)
  return keys !== null && note !== null && !isByKeyInUse(keys, note)
}
