import { CasementError } from '../../../shared/errors/casement-error'
import type { HubServices } from '../hub-services'
import { countWaiting } from '../repositories/access-request-repository'
import { countNotAllowed, type DecisionTable } from '../repositories/decision-repository'
import type { HubDatabase } from '../repositories/hub-tables'
import { personOf } from '../repositories/person-repository'

type Services = Pick<HubServices, 'clock' | 'limits'>
const HOUR_MS = 3_600_000

/** The turn in which one person's statements are counted and entered. */
export const turnOf = (accounts: ReadonlySet<string>): string => `statement:${personOf(accounts)}`

/**
 * What policy does not allow is entered all the same, so that it must have an end: nothing can be taken out of a ledger again. Asked before the entry, and in
 * the person's own turn (`turnOf`), so that many at once, under whichever of their accounts, do not slip under it together. Throws REVEAL_TOO_MANY_REFUSED.
 */
export async function requireRoomForRefusal({ clock, limits }: Services, db: HubDatabase, table: DecisionTable, accounts: ReadonlySet<string>): Promise<void> {
  const refused = await countNotAllowed(db, table, accounts, new Date(clock.now() - HOUR_MS))
  if (refused >= limits.refusedPerHour) throw new CasementError('REVEAL_TOO_MANY_REFUSED')
}

/** The same for what would wait for somebody's decision, lists among it: more than colleagues can decide hides what others ask for. Throws APPROVAL_TOO_MANY_WAITING. */
export async function requireRoomToWait({ clock, limits }: Services, db: HubDatabase, accounts: ReadonlySet<string>): Promise<void> {
  if ((await countWaiting(db, accounts, new Date(clock.now()))) >= limits.waitingRequests) throw new CasementError('APPROVAL_TOO_MANY_WAITING')
}
