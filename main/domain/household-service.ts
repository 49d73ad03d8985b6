import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { HouseholdView, WorklistFilters, WorklistSort, WorklistView } from '../../shared/ipc/household-contract'
import { isCaseloadKind } from '../../shared/model/caseload-operation'
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
  /** Allocations by others that were opened for the first time since the unlock. */
  readonly #newlySeen = new Set<string>()

  constructor(session: Session) {
    this.#session = session
  }

  listWorklist(
    query: Readonly<{ view: WorklistView; filters: WorklistFilters; sort: WorklistSort; after: string | null; limit: number }>,
  ): { rows: WorklistRow[]; next: string | null; matching: number; total: number } {
    const { households, outbox, officer, clock } = this.#session
    const page = households.page({ ...query, me: officer(), overlaid: this.overlaid(), today: dateOn(clock.now()) })
    const waiting = new Set(outbox.unsent().flatMap(({ kind, householdId }) => (isCaseloadKind(kind) ? [householdId] : [])))
    return {
      ...page,
      rows: page.rows.map((row) => ({ ...row, isCaseloadWaiting: waiting.has(row.householdId), isNewToYou: this.#isNew(row) })),
    }
  }

  listWards(): { wards: Ward[] } {
    return { wards: this.#session.households.wards() }
  }

  async get({ householdId }: Readonly<{ householdId: HouseholdId }>): Promise<HouseholdView> {
    const cached = this.#session.households.find(householdId)
    const household = cached ?? (await this.#open({ householdId }))
    const overlaid = this.#overlay(household)
    return { ...overlaid, isNewToYou: this.#see(overlaid.household), isInCache: cached !== null }
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

  /** A household as the officer is to see it, from the cache or as lately opened; null when this laptop has not seen it. */
  findOverlaid(householdId: string): HouseholdRecord | null {
    const seen = this.findSeen(householdId)
    return seen === null ? null : this.#overlay(seen).household
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

  /** Given to this officer by somebody else. */
  #isGiven({ allocation }: Pick<HouseholdRecord, 'allocation'>): boolean {
    const me = this.#session.officer().officerId
    return allocation !== null && allocation.officerId === me && allocation.by !== me
  }

  #isNew({ householdId, allocation }: Pick<WorklistRow, 'householdId' | 'allocation'>): boolean {
    const isGiven = this.#isGiven({ allocation })
    return isGiven && allocation !== null && !this.#session.seenAllocations.isSeen(householdId, allocation.allocationId)
  }

  /** Without room for it the household is read all the same, and stays new. */
  #noteSeen(householdId: HouseholdId, allocationId: string): boolean {
    try {
      this.#session.seenAllocations.see(householdId, allocationId)
      return true
    } catch (error) {
      if (isCasementError(error) && error.code === 'STORE_DISK_FULL') return false
      throw error
    }
  }

  /** Opened: no longer new in the lists. The record itself goes on saying so until the next unlock, so that it does not vanish while it is read. */
  #see(household: HouseholdRecord): boolean {
    const { allocation, householdId } = household
    if (allocation === null || !this.#isGiven(household)) return false
    const { seenAllocations } = this.#session
    if (!seenAllocations.isSeen(householdId, allocation.allocationId)) {
      if (!this.#noteSeen(householdId, allocation.allocationId)) return true
      this.#newlySeen.add(allocation.allocationId)
    }
    return this.#newlySeen.has(allocation.allocationId)
  }
}
