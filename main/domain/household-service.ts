import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { HouseholdView, WorklistFilters, WorklistSort } from '../../shared/ipc/household-contract'
import type { HouseholdRecord, WorklistRow } from '../../shared/model/household'
import { HouseholdIdSchema, type HouseholdId } from '../../shared/model/ids'
import { parseReference } from '../../shared/model/reference'
import type { Ward } from '../../shared/model/ward-key'
import { dateOn, toInstant } from '../settings/clock'
import { overlayHousehold, type Overlaid } from './overlay-household'
import type { Session } from './session'

/** What was acknowledged is laid over until a pull has brought it. */
const SEEN_AGAIN_AFTER_MS = 10 * 60_000
const OPENED_FOR_MS = 10_000

/** Masked households: the worklist and the record, with what waits on this laptop laid over them when they are read (design §5). */
export class HouseholdService {
  readonly #session: Session
  /** Opened from the hub outside the cache, in memory only. */
  readonly #opened = new Map<string, { household: HouseholdRecord; at: number }>()

  constructor(session: Session) {
    this.#session = session
  }

  listWorklist(
    query: Readonly<{ filters: WorklistFilters; sort: WorklistSort; after: string | null; limit: number }>,
  ): { rows: WorklistRow[]; next: string | null; matching: number; total: number } {
    const { households, clock } = this.#session
    const page = households.page({ ...query, overlaid: this.overlaid(), today: dateOn(clock.now()) })
    return { ...page, rows: [...page.rows] }
  }

  listWards(): { wards: Ward[] } {
    return { wards: this.#session.households.wards() }
  }

  async get({ householdId }: Readonly<{ householdId: HouseholdId }>): Promise<HouseholdView> {
    const cached = this.#session.households.find(householdId)
    const household = cached ?? (await this.#open({ householdId }))
    return { ...this.#overlay(household), isInCache: cached !== null }
  }

  /** The household without overlay, from the cache or as lately opened; null when this laptop has not seen it. */
  findSeen(householdId: string): HouseholdRecord | null {
    return this.#session.households.find(householdId) ?? this.#opened.get(householdId)?.household ?? null
  }

  /** As `findSeen`, else asks the hub. */
  async getSeen(householdId: HouseholdId): Promise<HouseholdRecord> {
    return this.findSeen(householdId) ?? this.#open({ householdId })
  }

  async findByReference(typed: Readonly<{ reference: string }>): Promise<{ householdId: HouseholdId }> {
    const reference = parseReference(typed.reference)
    if (reference === null) throw new CasementError('FIND_CRITERIA_INVALID', { field: 'reference' })
    const cached = this.#session.households.findIdByReference(reference)
    if (cached !== null) return { householdId: HouseholdIdSchema.parse(cached) }
    try {
      return { householdId: (await this.#open({ reference })).householdId }
    } catch (error) {
      if (isCasementError(error) && (error.code === 'HUB_UNREACHABLE' || error.code === 'HUB_SLOW'))
        throw new CasementError('FIND_OFFLINE')
      throw error
    }
  }

  async #open(request: Readonly<{ householdId: HouseholdId } | { reference: string }>): Promise<HouseholdRecord> {
    const { hub, clock } = this.#session
    const known = 'householdId' in request ? this.#opened.get(request.householdId) : undefined
    if (known !== undefined && clock.elapsed() - known.at < OPENED_FOR_MS) return known.household
    const { household } = await hub.openHousehold(request)
    this.#opened.set(household.householdId, { household, at: clock.elapsed() })
    return household
  }

  /** The cache's households that have something of this laptop laid over them. */
  overlaid(): HouseholdRecord[] {
    const { households, outbox } = this.#session
    return outbox.householdsToOverlay(this.#sinceWhen()).flatMap((householdId) => {
      const household = households.find(householdId)
      return household === null ? [] : [this.#overlay(household).household]
    })
  }

  #overlay(household: HouseholdRecord): Overlaid {
    const { outbox, officer } = this.#session
    return overlayHousehold(household, outbox.overlaySince(household.householdId, this.#sinceWhen()), officer())
  }

  /** What was acknowledged after this may not have been pulled: since the last whole sync, and for a while after it, since the feed waits for slow transactions. */
  #sinceWhen(): string {
    const { engine, clock } = this.#session
    return [toInstant(clock.now() - SEEN_AGAIN_AFTER_MS), engine.status().lastSyncedAt ?? ''].toSorted()[0] ?? ''
  }
}
