import type { Authentication, DeviceCaller } from '../../../plugins/authentication'
import type { Clock } from '../../../plugins/clock'
import { noteSeen } from '../../repositories/administration/enrolled-device-repository'
import { notePlace, noteWaiting } from '../../repositories/administration/lost-device-repository'
import type { HubDatabase } from '../../repositories/hub-tables'
import type { HubServices } from '../../hub-services'
import { parseCursor } from '../cursor'

/** Precise enough to tell a laptop in a drawer from one in use, and no write for each page of a sync. */
const EVERY_MS = 60_000

/** Remembers when each laptop last called with a proof that held. It is for people to read: a call never fails over it. */
export function withSightings(authentication: Authentication, db: HubDatabase, clock: Clock): Authentication {
  const noted = new Map<string, number>()
  return {
    ...authentication,
    device: async (request, path) => {
      const caller = await authentication.device(request, path)
      const now = clock.now()
      if (now - (noted.get(caller.deviceId) ?? 0) < EVERY_MS) return caller
      noted.set(caller.deviceId, now)
      await noteSeen(db, caller.deviceId, new Date(now)).catch(() => noted.delete(caller.deviceId))
      return caller
    },
  }
}

/** How far a laptop has fetched changes, should it be lost: for people to read, so a page never fails over it. */
export const noteFetched = ({ db, clock, ledger }: HubServices, { deviceId }: DeviceCaller, cursor: string): Promise<void> =>
  notePlace(db, deviceId, parseCursor(cursor, ledger.epoch), new Date(clock.now())).catch(() => undefined)

/** How much waits on a laptop to be sent, as it says. */
export const noteUnsent = ({ db, clock }: HubServices, { deviceId }: DeviceCaller, waiting: number): Promise<void> => noteWaiting(db, deviceId, waiting, new Date(clock.now()))
