import { CasementError } from '../../shared/errors/casement-error'
import type { QueuedNeed } from '../../shared/ipc/queued-need-contract'
import { toInstant } from '../settings/clock'
import type { HouseholdService } from './household-service'
import { newId } from './new-id'
import type { Session } from './session'

/** What would have been asked for, had there been signal: kept with its words, and gone on with by the officer. Nothing is asked for without them. */
export class QueuedNeedService {
  readonly #session: Session
  readonly #households: HouseholdService

  constructor(session: Session, households: HouseholdService) {
    this.#session = session
    this.#households = households
  }

  keep(need: Omit<QueuedNeed, 'needId' | 'at' | 'reference'>): { needId: string } {
    const household = this.#households.findSeen(need.householdId)
    if (household === null) throw new CasementError('NOT_FOUND')
    const needId = newId(this.#session.clock)
    this.#session.queuedNeeds.save({ ...need, needId, at: toInstant(this.#session.clock.now()), reference: household.reference })
    return { needId }
  }

  list(): { needs: QueuedNeed[] } {
    return { needs: this.#session.queuedNeeds.list() }
  }

  remove({ needId }: Readonly<{ needId: string }>): Record<string, never> {
    if (!this.#session.queuedNeeds.remove(needId)) throw new CasementError('NOT_FOUND')
    return {}
  }
}
