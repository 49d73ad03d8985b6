import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import type { StoreDriver } from '../desktop/store-driver'
import { damageOf, spooled, withDatabase, type DatabaseName, type DeviceWorld, type PreparedLaptop } from './device-world'
import { chainProblems, readKept, unpaired } from './kept-contents'
import { olderLaptop } from './older-laptop'

/** What was acknowledged to the officer before the kill. */
export interface Acknowledged {
  contacts: string[]
  draft: number
  openings: number
}

export interface Attempt {
  readonly driver: StoreDriver
  readonly folder: string
  readonly laptop: PreparedLaptop
  readonly acknowledged: Acknowledged
}

/** Something that a laptop does, to be killed in the middle of. */
export interface Phase {
  readonly laptop: PreparedLaptop
  /** The same folder goes on from point to point: each enrolment takes the place of the one before. */
  readonly goesOn?: boolean
  /** Until the process runs and is unlocked, unless that is what is killed. */
  prepare(attempt: Attempt): Promise<void>
  /** The moment from which the kill is counted. */
  begun?(attempt: Attempt): boolean
  run(attempt: Attempt): Promise<void>
  /** What is wrong with the files, while nothing runs. */
  check(attempt: Attempt): Promise<string[]>
  /** The next start: it goes on by itself, and nothing is missing at the end. */
  after(attempt: Attempt): Promise<string[]>
}

export type PhaseName = 'write' | 'sync' | 'rekey' | 'migration' | 'pack open' | 'wipe'

export const lines = (words: string, ids: ReadonlyArray<string>): string[] => (ids.length === 0 ? [] : [`${words}: ${ids.length}`])

/** Everything that was acknowledged is in kept.db and in the spool, whole, and the chain holds. */
export function whole({ folder, laptop: { key }, acknowledged }: Pick<Attempt, 'folder' | 'laptop' | 'acknowledged'>): string[] {
  const damage = damageOf(folder, key)
  if (damage.length > 0) return damage
  return withDatabase(folder, 'kept.db', key, (kept) => {
    const { operations, draft, events, displays } = readKept(kept)
    const [ids, safe] = [new Set(operations.map(({ id }) => id)), spooled(folder)]
    return [
      ...lines('contacts acknowledged and lost', acknowledged.contacts.filter((id) => !ids.has(id))),
      ...lines('operations in kept.db and not in the spool', operations.filter(({ state, id }) => state === 'waiting' && !safe.has(id)).map(({ id }) => id)),
      ...lines('contacts without their words, or words without their contact', unpaired(operations)),
      ...(draft < acknowledged.draft ? [`draft ${draft} where ${acknowledged.draft} was saved`] : []),
      ...chainProblems(events),
      ...lines('events of the chain that are not to be sent', events.filter(({ id }) => !ids.has(id)).map(({ id }) => id)),
      ...(displays.opened < acknowledged.openings ? [`${displays.opened} openings kept, ${acknowledged.openings} acknowledged`] : []),
      ...(displays.opened !== displays.entered ? [`${displays.opened} openings counted, ${displays.entered} entered`] : []),
    ]
  })
}

/** Starts, unlocks, sends everything, and asks the services. */
async function settle(world: DeviceWorld, { folder, laptop, acknowledged }: Attempt): Promise<string[]> {
  world.heal()
  const driver = await world.start(folder, { persona: laptop.persona })
  await driver.unlock()
  await driver.call('sync', 'syncNow', {})
  const { waitingToSend, needsAttention } = await driver.call('sync', 'getStatus', {})
  await driver.stop()
  return [
    ...(waitingToSend + needsAttention > 0 ? [`${waitingToSend} wait and ${needsAttention} need attention after a sync`] : []),
    ...lines('acknowledged and not with the services', await world.missing(acknowledged.contacts)),
  ]
}

const cached = (folder: string, key: Uint8Array): { households: number; hasPlace: boolean } =>
  withDatabase(folder, 'cache.db', key, (cache) => ({
    households: Number(cache.get('SELECT count(*) AS n FROM households')?.['n']), hasPlace: cache.get('SELECT 1 AS found FROM places') !== null,
  }))

const unlockCut = (world: DeviceWorld) => async ({ driver }: Attempt): Promise<void> => {
  world.cut()
  await driver.unlock()
}

export function killPhases(world: DeviceWorld, laptops: Readonly<Record<'worker' | 'rekeyed' | 'revoked', PreparedLaptop>>): Readonly<Record<PhaseName, Phase>> {
  const { worker, rekeyed, revoked } = laptops
  const all = cached(worker.folder, worker.key).households
  const secrets = (folder: string): string[] => readdirSync(folder).filter((file) => /^(?:wrap|cache|kept|key-store|set-aside)/.test(file))
  const wiping = (folder: string): string | null => /"state":"(\w+)"/.exec(existsSync(path.join(folder, 'wipe.json')) ? readFileSync(path.join(folder, 'wipe.json'), 'utf8') : '')?.[1] ?? null
  return {
    write: {
      laptop: worker,
      prepare: unlockCut(world),
      run: async ({ driver, acknowledged }) => {
        for (;;) {
          acknowledged.contacts.push((await world.addContact(driver, acknowledged.contacts.length)).contactId)
          await driver.call('household', 'saveDraft', { key: 'd', value: String(acknowledged.draft + 1) })
          acknowledged.draft += 1
        }
      },
      check: (attempt) => Promise.resolve(whole(attempt)),
      after: () => Promise.resolve([]),
    },
    sync: {
      laptop: worker,
      prepare: async (attempt) => {
        await unlockCut(world)(attempt)
        attempt.acknowledged.contacts.push((await world.addContact(attempt.driver)).contactId)
        // The next round of sync begins anew, with everything.
        await attempt.driver.stop()
        withDatabase(attempt.folder, 'cache.db', attempt.laptop.key, (cache) => cache.transaction(() => ['households', 'places'].forEach((table) => cache.run(`DELETE FROM ${table}`))))
        world.hub.set({ kind: 'refuse' }, '/session')
        world.vault.heal()
        await attempt.driver.start()
        await attempt.driver.unlock()
        world.heal()
      },
      run: async ({ driver }) => {
        await driver.call('sync', 'syncNow', {})
      },
      check: async (attempt) => {
        const { households, hasPlace } = cached(attempt.folder, attempt.laptop.key)
        const unsafe = withDatabase(attempt.folder, 'kept.db', attempt.laptop.key, (kept) => readKept(kept).operations).filter(({ state, kind }) => state === 'acknowledged' && kind === 'contact-outcome')
        const { rows } = await world.databases.hub.query<{ id: string }>('select contact_id::text as id from contacts')
        const there = new Set(rows.map(({ id }) => id))
        return [
          ...whole(attempt),
          ...(households === 0 || (households === all && hasPlace) ? [] : [`${households} of ${all} households, ${hasPlace ? 'with' : 'without'} a place`]),
          ...lines('marked as sent and not at the hub', unsafe.filter(({ id }) => !there.has(id)).map(({ id }) => id)),
        ]
      },
      after: async (attempt) => {
        const problems = await settle(world, attempt)
        const { households, hasPlace } = cached(attempt.folder, attempt.laptop.key)
        return [...problems, ...(households === all && hasPlace ? [] : [`${households} of ${all} households after a sync`])]
      },
    },
    rekey: {
      laptop: rekeyed,
      goesOn: true,
      prepare: async (attempt) => {
        await unlockCut(world)(attempt)
        attempt.acknowledged.contacts.push((await world.addContact(attempt.driver)).contactId)
        world.heal()
        await attempt.driver.stop()
        await attempt.driver.start()
      },
      run: async ({ driver }) => {
        await driver.call('access', 'startAgain', {})
        await driver.signInAndEnrol()
      },
      // What the laptop recovered may have gone up by now, the moment it was enrolled.
      check: async ({ folder, acknowledged }) => {
        const safe = spooled(folder)
        return lines('contacts acknowledged, and neither in the spool nor with the services', await world.missing(acknowledged.contacts.filter((id) => !safe.has(id))))
      },
      after: async (attempt) => {
        const driver = await world.start(attempt.folder, { persona: attempt.laptop.persona })
        const { phase } = await driver.call('access', 'getState', {})
        // The old key was not lost in this test; whoever forgot it starts again once more.
        if (phase === 'locked') await driver.unlock()
        else await driver.signInAndEnrol()
        await driver.call('sync', 'syncNow', {})
        const { waitingToSend, needsAttention } = await driver.call('sync', 'getStatus', {})
        await driver.stop()
        return [
          ...(waitingToSend + needsAttention > 0 ? [`${waitingToSend} wait and ${needsAttention} need attention`] : []),
          ...lines('acknowledged and not with the services', await world.missing(attempt.acknowledged.contacts)),
        ]
      },
    },
    migration: {
      laptop: olderLaptop(world, worker),
      prepare: () => {
        world.cut()
        return Promise.resolve()
      },
      begun: ({ folder }) => existsSync(path.join(folder, 'kept.db-wal')),
      run: async ({ driver }) => {
        await driver.unlock()
      },
      check: ({ folder, laptop: { key, folder: before } }) => Promise.resolve((['kept.db', 'cache.db'] as const).flatMap((name) => versionProblems(path.join(folder, name), name, key)).concat(damageOf(folder, key), sameRows(before, folder, key))),
      after: async ({ folder, laptop }) => {
        const driver = await world.start(folder, { persona: laptop.persona })
        await driver.unlock()
        const { items } = await driver.call('sync', 'listOutbox', {})
        await driver.stop()
        return items.length === 0 ? ['nothing waits after the migration'] : []
      },
    },
    'pack open': {
      laptop: worker,
      prepare: unlockCut(world),
      run: async ({ driver, acknowledged }) => {
        const permits = await world.permits(driver)
        if (permits.length === 0) throw new Error('nothing to open')
        for (let n = 0; ; n += 1) {
          await world.openPermit(driver, permits[n % permits.length] ?? '')
          acknowledged.openings += 1
        }
      },
      check: (attempt) => Promise.resolve(whole(attempt)),
      after: () => Promise.resolve([]),
    },
    wipe: {
      laptop: revoked,
      prepare: () => {
        world.heal()
        return Promise.resolve()
      },
      begun: ({ folder }) => wiping(folder) !== null,
      run: async ({ driver }) => {
        await driver.unlock()
        await driver.until(async () => (await driver.call('access', 'getState', {})).wipedAt !== null)
      },
      check: ({ folder }) => {
        const [state, left] = [wiping(folder), secrets(folder)]
        return Promise.resolve([
          ...(state === null && !left.includes('wrap.json') ? ['keys are gone without a receipt'] : []),
          ...(state === 'done' && left.length > 0 ? [`said to be done, and ${left.join(', ')} are there`] : []),
          ...(spooled(folder).size === 0 ? ['the recovery spool is gone'] : []),
        ])
      },
      after: async ({ folder, laptop }) => {
        const driver = await world.start(folder, { persona: laptop.persona })
        if ((await driver.call('access', 'getState', {})).phase === 'locked') await driver.unlock()
        await driver.until(() => wiping(folder) === 'told')
        await driver.stop()
        return [...secrets(folder).map((file) => `${file} is left after the wiping`), ...(spooled(folder).size === 0 ? ['the recovery spool is gone'] : [])]
      },
    },
  }
}

/** A version between two migrations, or a migration that is there by half, does not open as any prefix of the list. */
function versionProblems(file: string, name: DatabaseName, key: Uint8Array): string[] {
  const migrations = name === 'kept.db' ? KEPT_MIGRATIONS : CACHE_MIGRATIONS
  try {
    openDatabase(file, key, migrations).close()
    return []
  } catch (error) {
    return [`${name} does not go on migrating: ${error instanceof Error ? error.message : ''}`]
  }
}

function sameRows(before: string, after: string, key: Uint8Array): string[] {
  const count = (folder: string, name: DatabaseName, table: string): number => withDatabase(folder, name, key, (database) => Number(database.get(`SELECT count(*) AS n FROM ${table}`)?.['n']))
  const migrated = `${before}-migrated`
  return ([['kept.db', 'operations'], ['kept.db', 'drafts'], ['cache.db', 'households']] as const).flatMap(([name, table]) => {
    const [had, has] = [count(migrated, name, table), count(after, name, table)]
    return had === has && had > 0 ? [] : [`${table}: ${has} of ${had} rows`]
  })
}
