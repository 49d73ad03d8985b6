import { randomBytes } from 'node:crypto'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
import { PASSPHRASE, type StoreDriver } from '../desktop/store-driver'
import type { Fullness } from './full-disk'
import { withDatabase, type DeviceWorld, type PreparedLaptop } from './device-world'
import type { Acknowledged } from './kill-phases'

/** What a laptop was told is done, and what it was given. */
export interface Told extends Acknowledged {
  /** Request ids under which details were given, as often as they were. */
  readonly given: string[]
  /** Of them, those that were asked of hub and vault. */
  readonly asked: string[]
  /** Safety operations. */
  readonly safety: string[]
}
export const nothingTold = (): Told => ({ contacts: [], draft: 0, openings: 0, given: [], asked: [], safety: [] })

export interface Action {
  readonly isOnline: boolean
  /** How the disk becomes full, one after the other. Only what writes more rows needs another page. */
  readonly ways: ReadonlyArray<Fullness>
  /** Bytes until it is full, at most. */
  readonly mostRoom?: number
  /** While nothing runs. */
  prepare?(folder: string): void
  /** Once; done again, with the same wish, after it was refused. */
  once(driver: StoreDriver, told: Told): Promise<void>
}
export type ActionName = 'emergency' | 'contact' | 'safety' | 'door' | 'reveal' | 'sync' | 'lease' | 'unlock'

const LOG = ['log', 'nothing'] as const
const DOG = ['dog-at-property'] as const
const BOTH = ['dog-at-property', 'no-lone-visits'] as const

/** What is left in the cache before a first sync, so that there is something to read. @returns how many households */
export const keepOnly = (cached: ReadonlyArray<string>, { key }: Pick<PreparedLaptop, 'key'>) => (folder: string): void =>
  withDatabase(folder, 'cache.db', key, (cache) =>
    cache.transaction(() => {
      cache.run(`DELETE FROM households WHERE household_id NOT IN (${cached.map(() => '?').join(', ')})`, cached)
      cache.run('DELETE FROM places')
    }))

/** What is done while the disk is full, each by the window's own calls. @param pack requestId of the visit pack */
export function diskActions(world: DeviceWorld, laptop: PreparedLaptop, pack: string): Readonly<Record<ActionName, Action>> {
  const [home] = world.homes
  if (home === undefined) throw new Error('no household')
  let need: RequestOfEntry<typeof revealContract.request> | null = null
  const wish = async (driver: StoreDriver): Promise<RequestOfEntry<typeof revealContract.request>> => {
    const purpose = (await driver.call('reveal', 'listPurposes', {})).purposes.find(({ code }) => code === 'own-contact')
    const { household } = await driver.call('household', 'get', { householdId: home })
    return {
      requestId: uuidV7(Date.now(), randomBytes(10)), householdId: home, persons: household.members.slice(0, 1).map(({ personId }) => personId), purpose: 'own-contact', wordingHash: purpose?.wordingHash ?? '',
      reason: 'Confirming the caller before talking about the account', fieldGroups: ['identity'], windowKey: world.windowKey, emergency: false, relationship: 'none', linked: null, authority: null,
    }
  }
  const note = (told: Told, requestId: string): void => {
    told.given.push(requestId)
    told.openings += 1
  }
  return {
    emergency: {
      isOnline: false,
      ways: LOG,
      mostRoom: 8_000, // refused at the first try, so that there is one to state
      once: async (driver, told) => {
        const [revealId = ''] = await world.permits(driver, true)
        note(told, (await driver.call('visitPack', 'openEmergency', { revealId, reason: 'Neighbour hears screaming, nobody answers the door', windowKey: world.windowKey })).requestId)
      },
    },
    contact: {
      isOnline: false,
      ways: ['spool', 'pages', 'log', 'nothing'],
      once: async (driver, told) => {
        told.contacts.push((await world.addContact(driver, told.contacts.length)).contactId)
        await driver.call('household', 'saveDraft', { key: 'd', value: String(told.draft + 1) })
        told.draft += 1
      },
    },
    safety: {
      isOnline: false,
      ways: ['log', 'spool', 'pages', 'nothing'],
      once: async (driver, told) => {
        const { codes } = (await driver.call('household', 'get', { householdId: home })).household.safety.riskToStaff
        const { operationId } = await driver.call('safety', 'set', { householdId: home, field: 'riskToStaff', codes: [...(told.safety.length % 2 === 0 ? BOTH : DOG)], seen: codes })
        if (operationId !== null) told.safety.push(operationId)
      },
    },
    door: {
      isOnline: false,
      ways: ['pages', 'log', 'nothing'],
      once: async (driver, told) => {
        const permits = await world.permits(driver)
        note(told, (await world.openPermit(driver, permits[told.openings % permits.length] ?? '')).requestId)
      },
    },
    reveal: {
      isOnline: true,
      ways: LOG,
      once: async (driver, told) => {
        need ??= await wish(driver)
        const { requestId } = need
        const { outcome } = await driver.call('reveal', 'request', need)
        if (outcome !== 'granted') throw new Error(outcome)
        told.asked.push(requestId)
        await driver.call('reveal', 'record', { requestId, event: 'shown', fieldGroup: null })
        told.given.push(requestId)
        need = null
      },
    },
    sync: { isOnline: true, ways: LOG, prepare: keepOnly(world.homes, laptop), once: async (driver) => void (await driver.call('sync', 'syncNow', {})) },
    // Nothing is left to seal; the hub's lists and its lease are heard first, and kept.
    lease: { isOnline: true, ways: LOG, once: async (driver) => void (await driver.call('visitPack', 'seal', { requestId: pack })) },
    // Not even the index of a log finds room (32 KiB).
    unlock: { isOnline: false, ways: LOG, mostRoom: 20_000, once: async (driver) => void (await driver.unlock(PASSPHRASE)) },
  }
}
