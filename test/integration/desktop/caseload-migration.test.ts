import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createCache } from '../../../main/store/migrations/0010-create-cache'
import { createKept } from '../../../main/store/migrations/0010-create-kept'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { HouseholdRepository } from '../../../main/store/repositories/household-repository'
import { OutboxRepository } from '../../../main/store/repositories/outbox-repository'
import { toWorklistRow } from '../../../main/store/repositories/worklist-row'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import type { Officer } from '../../../shared/model/officer'
import { makeHousehold } from '../../unit/renderer/support/household-factory'

const key = randomBytes(32)
const folder = mkdtempSync(path.join(tmpdir(), 'casement-migration-'))
const TODAY = '2026-11-26'
const me: Officer = { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' }

it('a cache from before there were caseloads opens with its households in the team’s view, and unsent work stays', () => {
  const household = makeHousehold(1, TODAY)
  const { allocation, allocatedDistrict, nextActionOwner, referral, ...document } = household
  const { allocation: no, nextActionOwner: nor, isNewToYou, isCaseloadWaiting, ...row } = toWorklistRow(household)
  expect([allocation, allocatedDistrict, nextActionOwner, referral, no, nor, isNewToYou, isCaseloadWaiting]).toEqual([null, null, null, null, null, null, false, false])
  const old = openDatabase(path.join(folder, 'cache.db'), key, [createCache])
  old.run(
    `INSERT INTO households (household_id, reference, document, row, generation, band, district, ward, factors, known_to, debt_pence, last_contact_on, urgent_on, risk_order, debt_order)
     VALUES (?, ?, ?, ?, 1, ?, 'canterbury', 'Heron', ',,', ',,', 0, '0000-01-01', '9999-12-31', 0, 0)`,
    [household.householdId, household.reference, JSON.stringify(document), JSON.stringify(row), household.risk.band],
  )
  old.close()
  const cache = openDatabase(path.join(folder, 'cache.db'), key, CACHE_MIGRATIONS)
  const households = new HouseholdRepository(cache)
  const query = { filters: NO_FILTERS, sort: 'unallocated', after: null, limit: 10, today: TODAY, me, overlaid: [] } as const
  expect(households.page({ ...query, view: 'team' }).rows).toMatchObject([{ householdId: household.householdId, allocation: null }])
  expect(households.page({ ...query, view: 'mine' })).toMatchObject({ rows: [], total: 0 })
  expect(households.find(household.householdId)).toEqual(household)
  const claimed = { ...household, allocatedOfficer: me.officerId }
  expect(households.page({ ...query, view: 'mine', overlaid: [claimed] }).rows).toHaveLength(1)
  expect(households.page({ ...query, view: 'all', overlaid: [claimed] }).matching).toBe(1)
  cache.close()

  const entry = { operationId: '0192f000-0000-7000-8000-00000000aaaa', target: 'hub', kind: 'contact-outcome', householdId: household.householdId, reference: null, body: '{}', at: `${TODAY}T09:00:00.000Z` } as const
  const before = openDatabase(path.join(folder, 'kept.db'), key, [createKept])
  new OutboxRepository(before).add(entry)
  before.close()
  const kept = openDatabase(path.join(folder, 'kept.db'), key, KEPT_MIGRATIONS)
  const outbox = new OutboxRepository(kept)
  expect(outbox.unsent()).toMatchObject([{ ...entry, state: 'waiting' }])
  outbox.setAside(entry.operationId, 'NOT_FOUND')
  expect(outbox.putAway(entry.operationId)).toBe(false)
  kept.close()
})
