import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overlayHousehold } from '../../../main/domain/overlay-household'
import { CACHE_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import { HouseholdRepository } from '../../../main/store/repositories/household-repository'
import type { StoredEntry } from '../../../main/store/repositories/outbox-repository'
import { NO_FILTERS, WorklistSortSchema } from '../../../shared/ipc/household-contract'
import type { HouseholdRecord, NextAction } from '../../../shared/model/household'
import type { Officer } from '../../../shared/model/officer'
import { wardKey } from '../../../shared/model/ward-key'
import { makeHousehold } from '../renderer/support/household-factory'

const TODAY = '2026-11-23'
const ME: Officer = { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' }
const id = (n: number): string => `0190a0a0-1111-7111-8111-${String(n).padStart(12, '0')}`
const due = (dueOn: string): NextAction => ({ kind: 'call-back', dueOn })

function contact(
  { householdId }: HouseholdRecord,
  at: string,
  nextAction: NextAction | null = null,
  state: StoredEntry['state'] = 'waiting',
  n = 1,
): StoredEntry {
  const payload = {
    v: 1,
    type: 'operation',
    operationId: id(n),
    deviceId: id(0),
    at,
    kind: 'contact-outcome',
    householdId,
    baseVersion: 3,
    channel: 'phone',
    outcome: 'left-message',
    noteId: null,
    nextAction,
  }
  const body = JSON.stringify({ payload, deviceId: id(0), signature: `${'A'.repeat(85)}A` })
  return {
    operationId: id(n),
    target: 'hub',
    kind: 'contact-outcome',
    householdId,
    reference: null,
    body,
    at,
    state,
    code: null,
    position: n,
  }
}
const make = (n: number, part: Partial<HouseholdRecord> = {}): HouseholdRecord => ({
  ...makeHousehold(n, TODAY),
  contacts: [],
  ...part,
})
const laid = (seen: HouseholdRecord, ...entries: StoredEntry[]): HouseholdRecord =>
  overlayHousehold(seen, entries, ME).household

describe('a contact of this laptop laid over its household', () => {
  it('keeps a promise that was due by its day, and leaves one that is not due yet', () => {
    const seen = make(1, { nextAction: due(TODAY) })
    expect(laid(seen, contact(seen, `${TODAY}T09:00:00.000Z`)).nextAction).toBeNull()
    const later = make(1, { nextAction: due('2026-11-24') })
    expect(laid(later, contact(later, `${TODAY}T09:00:00.000Z`)).nextAction).toEqual(due('2026-11-24'))
  })

  it('sets the next action, which a later contact of the same day keeps when it was due', () => {
    const seen = make(1, { nextAction: null })
    const first = contact(seen, `${TODAY}T09:00:00.000Z`, due(TODAY))
    expect(laid(seen, first).nextAction).toEqual(due(TODAY))
    expect(laid(seen, first, contact(seen, `${TODAY}T11:00:00.000Z`, null, 'waiting', 2)).nextAction).toBeNull()
  })

  it('takes its day from the clock in London, not from UTC', () => {
    const seen = make(1, { lastContactOn: '2026-07-01' })
    expect(laid(seen, contact(seen, '2026-07-15T23:30:00.000Z')).lastContactOn).toBe('2026-07-16')
  })

  it('is not laid over twice when the hub has told of it, and is laid over while it has not', () => {
    const seen = make(1, { nextAction: null })
    const entry = contact(seen, `${TODAY}T09:00:00.000Z`, due(TODAY), 'acknowledged')
    const once = laid(seen, entry)
    expect(once.contacts).toHaveLength(1)
    expect(overlayHousehold(once, [entry], ME)).toMatchObject({ household: once, pending: [] })
  })

  it('written before what a colleague has sent since, does not undo it', () => {
    const colleague = {
      contactId: id(9),
      at: `${TODAY}T12:00:00.000Z`,
      officerId: 'tom.brennan',
      channel: 'visit',
      outcome: 'no-answer',
      noteId: null,
      nextAction: due('2026-12-01'),
    } as const
    const seen = make(1, { contacts: [colleague], nextAction: due('2026-12-01') })
    const after = laid(seen, contact(seen, `${TODAY}T09:00:00.000Z`, due('2026-11-25')))
    expect(after.nextAction).toEqual(due('2026-12-01'))
    expect(after.contacts.map(({ contactId }) => contactId)).toEqual([id(9), id(1)])
  })
})

describe('the worklist with work of this laptop', () => {
  let cache: OpenDatabase
  let households: HouseholdRepository
  const all = Array.from({ length: 30 }, (_, n) =>
    make(n, { lastContactOn: '2026-01-05', nextAction: n === 3 ? due('2026-11-20') : null, duty: null }),
  )
  beforeAll(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-overlay-'))
    cache = openDatabase(path.join(folder, 'cache.db'), new Uint8Array(32).fill(7), CACHE_MIGRATIONS)
    households = new HouseholdRepository(cache)
    for (const household of all) households.put(household, 1)
  })
  afterAll(() => cache.close())

  const ask = (overlaid: HouseholdRecord[], part: Partial<Parameters<HouseholdRepository['page']>[0]> = {}) =>
    households.page({ view: 'all', me: ME, filters: NO_FILTERS, sort: 'urgency', after: null, limit: 100, today: TODAY, overlaid, ...part })

  it('finds a contact with an action for today under "due today", counts it, and sorts it first', () => {
    const [seen = make(0)] = all
    const overlaid = [laid(seen, contact(seen, `${TODAY}T09:00:00.000Z`, due(TODAY)))]
    const dueToday = ask(overlaid, { filters: { ...NO_FILTERS, isDueToday: true } })
    expect(dueToday.rows.map(({ householdId }) => householdId)).toEqual([all[3]?.householdId, seen.householdId])
    expect([dueToday.matching, dueToday.total]).toEqual([2, 30])
    expect(ask(overlaid).rows[1]).toMatchObject({
      householdId: seen.householdId,
      nextAction: due(TODAY),
      lastContactOn: TODAY,
    })
    expect(ask(overlaid).rows).toHaveLength(30)
  })

  it('takes a household out of "no contact for" and, its promise kept, out of "due today"', () => {
    const seen = all[3] ?? make(3)
    const overlaid = [laid(seen, contact(seen, `${TODAY}T09:00:00.000Z`))]
    expect(ask([], { filters: { ...NO_FILTERS, isDueToday: true } }).matching).toBe(1)
    expect(ask(overlaid, { filters: { ...NO_FILTERS, isDueToday: true } })).toMatchObject({ matching: 0, rows: [] })
    expect(ask(overlaid, { filters: { ...NO_FILTERS, noContactForDays: 30 } }).matching).toBe(29)
    expect(ask(overlaid, { sort: 'last-contact' }).rows.at(-1)?.householdId).toBe(seen.householdId)
  })

  it('filters by how the reference begins, and keeps wards of one name in two districts apart', () => {
    const [first = make(0), second = make(1)] = all
    const moved = [{ ...second, district: 'dover' as const, ward: { ...second.ward, name: first.ward.name } }]
    const prefix = first.reference.slice(0, 5).toLowerCase().replace('-', ' – ')
    const begins = all.filter(({ reference }) => reference.startsWith(first.reference.slice(0, 5)))
    expect(ask(moved, { filters: { ...NO_FILTERS, reference: prefix } }).matching).toBe(begins.length)
    expect(ask(moved, { filters: { ...NO_FILTERS, reference: 'O0' } }).matching).toBe(0)
    const inDover = ask(moved, {
      filters: { ...NO_FILTERS, ward: [wardKey({ district: 'dover', name: first.ward.name })] },
    })
    expect(inDover.rows.map(({ householdId }) => householdId)).toEqual([second.householdId])
    const here = all.filter(
      ({ householdId, ward }) => ward.name === first.ward.name && householdId !== second.householdId,
    )
    expect(
      ask(moved, { filters: { ...NO_FILTERS, ward: [wardKey({ district: 'canterbury', name: first.ward.name })] } })
        .matching,
    ).toBe(here.length)
    expect(households.wards()[0]).toMatchObject({ district: 'canterbury' })
  })

  it('pages by key through cached and overlaid rows alike: each once, in every sort', () => {
    fc.assert(
      fc.property(
        fc.subarray(all.map((_, n) => n)),
        fc.constantFrom(...WorklistSortSchema.options),
        fc.integer({ min: 4, max: 11 }),
        (touched, sort, limit) => {
          const overlaid = touched.map((n) => {
            const seen = all[n] ?? make(n)
            return laid(seen, contact(seen, `${TODAY}T09:00:00.000Z`, n % 2 === 0 ? due(TODAY) : null))
          })
          const whole = ask(overlaid, { sort }).rows.map(({ householdId }) => householdId)
          const paged: string[] = []
          for (let after: string | null = null, more = true; more;) {
            const page = ask(overlaid, { sort, limit, after })
            paged.push(...page.rows.map(({ householdId }) => householdId))
            after = page.next
            more = page.next !== null
          }
          expect(paged).toEqual(whole)
          expect(new Set(paged).size).toBe(30)
        },
      ),
      { numRuns: 10 },
    )
  }, 30_000)
})
