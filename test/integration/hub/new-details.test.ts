import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../shared/model/household'
import type { OperationResult } from '../../../shared/model/operation'
import { HubHarness } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts, pseudonym } from './test-facts'

let hub: HubHarness
let amara: TestDevice
let lead: TestDevice
const facts = makeFacts()
const member = facts.members[0]?.personId ?? ''
beforeAll(async () => {
  hub = await HubHarness.start()
  ;[amara, lead] = [await hub.enrol('amara.okafor'), await hub.enrol('helen.marsh')]
  await hub.load([facts])
})
afterAll(() => hub.stop())

const given = (by: TestDevice, want: Record<string, unknown> = {}) =>
  by.sign({ v: 1, type: 'operation', kind: 'new-details', operationId: randomUUID(), deviceId: by.deviceId, at: new Date().toISOString(), householdId: facts.householdId, baseVersion: 1, personId: member, detail: 'mobile', ...want })
async function push(by: TestDevice, ...operations: readonly unknown[]): Promise<string[]> {
  const answer = await hub.asDevice(by, hubApi.pushOperations, { operations })
  if (answer.status !== 200) throw new Error(answer.text)
  return (answer.json['results'] as OperationResult[]).map(({ status, code }) => code ?? status)
}
const record = async (): Promise<HouseholdRecord> => HouseholdRecordSchema.parse(JSON.parse(String((await hub.sql('select document from households where household_id = $1', [facts.householdId]))[0]?.['document'])))

test('that details were given is in the record once, of which kind, by which team and when: never what they are', async () => {
  const operation = given(amara)
  expect(await push(amara, operation, operation)).toEqual(['applied', 'duplicate'])
  expect(await push(amara, operation)).toEqual(['duplicate'])
  const { at, operationId } = operation.payload
  expect((await record()).newDetails).toEqual([{ detailId: operationId, at, by: 'amara.okafor', team: 'income-and-debt', district: 'canterbury', personId: member, kind: 'mobile' }])
  expect(await push(amara, given(amara, { operationId, detail: 'email' }))).toEqual(['SYNC_OPERATION_REFUSED'])
  expect((await hub.sql("select column_name from information_schema.columns where table_name = 'new_details'")).map((row) => row['column_name'])).not.toContain('value')
})

test('refused with a code: somebody who is no member, a role without casework, a time that cannot be, and a value that somebody put in', async () => {
  const before = (await record()).version
  expect(await push(amara, given(amara, { personId: pseudonym() }))).toEqual(['NOT_FOUND'])
  expect(await push(lead, given(lead))).toEqual(['ACCESS_ROLE_FORBIDDEN'])
  expect(await push(amara, given(amara, { at: new Date(Date.now() + 86_400_000).toISOString() }))).toEqual(['SYNC_OPERATION_REFUSED'])
  expect((await hub.asDevice(amara, hubApi.pushOperations, { operations: [given(amara, { value: '07700 900982' })] })).status).toBe(400)
  expect((await record()).version).toBe(before)
})
