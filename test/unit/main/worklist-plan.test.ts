import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CACHE_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import { HouseholdRepository, type WorklistQuery } from '../../../main/store/repositories/household-repository'
import type { Sql, SqlValue } from '../../../main/store/sql'
import { NO_FILTERS, WorklistSortSchema, WorklistViewSchema, type WorklistFilters } from '../../../shared/ipc/household-contract'
import { codesOf, DUTY_KINDS } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import { makeHousehold } from '../renderer/support/household-factory'

const TODAY = '2026-11-23'
const ME: Officer = { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'supervisor', team: 'income-and-debt', district: 'canterbury' }
const EVERYTHING: WorklistFilters = {
  reference: 'K7', band: ['high'], factor: ['rent-arrears'], district: ['canterbury'], ward: ['canterbury/Barton'], knownTo: ['housing'], duty: [...codesOf(DUTY_KINDS)], dutyWithinDays: 7,
  debtAtLeastPence: 1, noContactForDays: 30, isDueToday: true,
}

let db: OpenDatabase
/** Every question that the repository asks, and how the database means to answer it. */
const plans: { text: string; steps: string[] }[] = []

beforeAll(() => {
  db = openDatabase(path.join(mkdtempSync(path.join(tmpdir(), 'casement-plan-')), 'cache.db'), new Uint8Array(32).fill(7), CACHE_MIGRATIONS)
})
afterAll(() => db.close())

function explained(): Sql {
  const note = (text: string, values: readonly SqlValue[] = []): void =>
    void plans.push({ text, steps: db.all(`EXPLAIN QUERY PLAN ${text}`, values).map(({ detail }) => String(detail)) })
  return {
    run: (text, values) => db.run(text, values),
    get: (text, values) => { note(text, values); return db.get(text, values) },
    all: (text, values) => { note(text, values); return db.all(text, values) },
    transaction: (work) => db.transaction(work),
  }
}

it('no filter, view, sort or count reads whole households: an index holds all that they ask of', () => {
  const households = [makeHousehold(1, TODAY), makeHousehold(2, TODAY)]
  new HouseholdRepository(db).put(makeHousehold(1, TODAY), 1)
  const usual = { filters: NO_FILTERS, sort: 'urgency', view: 'all', after: null, limit: 10, today: TODAY, me: ME } as const
  const wishes = [
    ...WorklistViewSchema.options.map((view) => ({ view })), ...WorklistSortSchema.options.map((sort) => ({ sort, filters: { ...EVERYTHING, reference: null } })),
    { filters: EVERYTHING }, { filters: EVERYTHING, sort: 'debt' as const },
  ]
  for (const overlaid of [[], households.slice(0, 1)]) for (const wish of wishes) new HouseholdRepository(explained()).page({ ...usual, ...wish, overlaid } satisfies WorklistQuery)
  new HouseholdRepository(explained()).wards()
  const whole = plans.filter(({ text }) => !text.startsWith('SELECT household_id, row')).flatMap(({ text, steps }) => steps.filter((step) => /(SCAN|SEARCH) households\b/.test(step) && !/USING (COVERING )?INDEX worklist_/.test(step)).map((step) => `${step}: ${text}`))
  expect(plans.length).toBeGreaterThan(2 * wishes.length)
  expect(whole).toEqual([])
  // What stands in an index is not looked up in the household again.
  expect(plans.flatMap(({ steps }) => steps).filter((step) => /households USING INDEX worklist_by/.test(step))).toEqual([])
})

it('a prefix of a reference enters its index where it begins', () => {
  plans.length = 0
  new HouseholdRepository(explained()).page({ filters: { ...NO_FILTERS, reference: 'k7m' }, sort: 'urgency', view: 'all', overlaid: [], after: null, limit: 10, today: TODAY, me: ME })
  expect(plans[0]?.steps.join()).toContain('SEARCH households USING COVERING INDEX worklist_by_reference (reference>? AND reference<?)')
})

it('keys that are typed do not have the views counted again, a household that changes does', () => {
  plans.length = 0
  const households = new HouseholdRepository(explained())
  const type = (keys: number): void => {
    for (let key = 0; key < keys; key += 1)
      households.page({ filters: { ...NO_FILTERS, debtAtLeastPence: key }, sort: 'urgency', view: 'all', overlaid: [], after: null, limit: 10, today: TODAY, me: ME })
  }
  const timesCounted = (): number => plans.filter(({ text }) => text.includes('AS view0')).length
  type(100)
  expect(timesCounted()).toBe(1)
  households.put(makeHousehold(3, TODAY), 1)
  type(100)
  expect(timesCounted()).toBe(2)
})

it('without a filter nothing is counted but the views, and a filtered list says both', () => {
  const households = new HouseholdRepository(explained())
  const page = (debtAtLeastPence: number | null) => households.page({ filters: { ...NO_FILTERS, debtAtLeastPence }, sort: 'urgency', view: 'all', overlaid: [], after: null, limit: 10, today: TODAY, me: ME })
  const ownCounts = (): number => plans.filter(({ text }) => text.includes('count(*)')).length
  const [all, total] = [page(null), households.count()]
  plans.length = 0
  expect([all.matching, all.total]).toEqual([total, total])
  expect(page(100_000_000)).toMatchObject({ matching: 0, total })
  expect(ownCounts()).toBe(1)
  plans.length = 0
  page(null)
  expect(ownCounts()).toBe(0)
})
