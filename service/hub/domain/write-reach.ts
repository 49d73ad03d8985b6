import type { Officer } from '../../../shared/model/officer'
import type { Clock } from '../../plugins/clock'
import type { HubTransaction } from '../repositories/hub-tables'
import { isWithinReach } from '../repositories/reach-repository'
import { scopeOf } from './scope'

/** A laptop's clock may be a little ahead of ours. */
const AHEAD_MS = 10 * 60_000
/** Nothing is older than this; a clock that was never set says 1970 or 2000. */
const EARLIEST = Date.parse('2020-01-01T00:00:00.000Z')
/** Whoever opened a household may write about it for a day: a call is often written up after the next one. What was written then without signal may arrive much later. */
const OPENED_FOR_MS = 24 * 3_600_000

/** Can this have been written then? What comes from the future would stand as the last for ever. */
export const isBelievable = (at: string, clock: Clock): boolean => Date.parse(at) <= clock.now() + AHEAD_MS && Date.parse(at) >= EARLIEST

/** Is the household in the officer's scope, or did they open it about when they wrote or now, or write about it before? Pushed work must not give anybody a household. */
export async function mayWriteAbout(trx: HubTransaction, officer: Readonly<Officer>, householdId: string, writtenAt: string, clock: Clock): Promise<boolean> {
  const scope = scopeOf(officer)
  const at = Date.parse(writtenAt)
  const openings = [
    { from: new Date(clock.now() - OPENED_FOR_MS), to: new Date(clock.now()) },
    { from: new Date(at - OPENED_FOR_MS), to: new Date(at + AHEAD_MS) },
  ]
  return scope !== null && (await isWithinReach(trx, scope, householdId, openings))
}
