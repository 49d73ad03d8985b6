import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { HouseholdView, WorklistFilters, WorklistSort } from '../../shared/ipc/household-contract'
import type { Contact, HouseholdRecord, WorklistRow } from '../../shared/model/household'
import { HouseholdIdSchema, type HouseholdId } from '../../shared/model/ids'
import { ContactOutcomeOperationSchema } from '../../shared/model/operation'
import { parseReference } from '../../shared/model/reference'
import { signedSchema } from '../../shared/model/signed'
import { dateOn, toInstant } from '../settings/clock'
import type { StoredEntry } from '../store/repositories/outbox-repository'
import type { Session } from './session'

const SignedContactSchema = signedSchema(ContactOutcomeOperationSchema)
/** An acknowledged contact is laid over until the next pull has brought it. */
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
    const { households, outbox, clock } = this.#session
    const page = households.page({ ...query, today: dateOn(clock.now()) })
    const unsent = outbox.householdsWithUnsent()
    return { ...page, rows: page.rows.map((row) => (unsent.has(row.householdId) ? this.#overlayRow(row) : row)) }
  }

  listWards(): { wards: string[] } {
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

  #overlay(household: HouseholdRecord): Omit<HouseholdView, 'isInCache'> {
    const { outbox, clock, officer } = this.#session
    const entries = outbox.contactsSince(household.householdId, toInstant(clock.now() - SEEN_AGAIN_AFTER_MS))
    const known = new Set(household.contacts.map(({ contactId }) => contactId))
    const local = entries
      .filter(({ operationId }) => !known.has(operationId))
      .map((entry) => toContact(entry, officer().officerId))
    const newest = local.at(-1)
    const pending = entries
      .filter(({ operationId, state }) => !known.has(operationId) && state !== 'acknowledged')
      .map(({ operationId, state }) => ({
        contactId: operationId,
        state: state === 'needs-attention' ? ('needs-attention' as const) : ('waiting' as const),
      }))
    if (newest === undefined) return { household, pending }
    return {
      household: {
        ...household,
        contacts: [...local.toReversed(), ...household.contacts],
        nextAction: newest.nextAction ?? household.nextAction,
        lastContactOn: [household.lastContactOn ?? '', newest.at.slice(0, 10)].toSorted().at(-1) ?? null,
      },
      pending,
    }
  }

  #overlayRow(row: WorklistRow): WorklistRow {
    const newest = this.#session.outbox.unsentContacts(row.householdId).at(-1)
    if (newest === undefined) return row
    const { nextAction, at } = toContact(newest, '-')
    return {
      ...row,
      nextAction: nextAction ?? row.nextAction,
      lastContactOn: [row.lastContactOn ?? '', at.slice(0, 10)].toSorted().at(-1) ?? null,
    }
  }
}

function toContact(entry: StoredEntry, officerId: string): Contact {
  const { payload } = SignedContactSchema.parse(JSON.parse(entry.body))
  return {
    contactId: payload.operationId,
    at: payload.at,
    officerId,
    channel: payload.channel,
    outcome: payload.outcome,
    noteId: payload.noteId,
    nextAction: payload.nextAction,
  }
}
