import { expect, it } from 'vitest'
import type { z } from 'zod'
import { CaseloadService } from '../../../main/domain/caseload-service'
import type { HouseholdService } from '../../../main/domain/household-service'
import type { OperationWriter } from '../../../main/domain/operation-writer'
import type { Session } from '../../../main/domain/session'
import { systemRandom } from '../../../main/settings/random-source'
import { CaseloadActSchema } from '../../../shared/ipc/caseload-contract'
import { safetyContract } from '../../../shared/ipc/safety-contract'
import { makeHousehold } from '../renderer/support/household-factory'

it('a next action names what the officer saw when they began, so that one set meanwhile is a conflict and not written over', async () => {
  const theirs = { kind: 'call-back' as const, dueOn: '2026-12-01' }
  const mine = { kind: 'visit' as const, dueOn: '2026-11-30' }
  const household = { ...makeHousehold(0, '2026-11-26'), nextAction: theirs }
  const written: unknown[] = []
  const session = { clock: { now: () => Date.parse('2026-11-26T10:00:00.000Z') }, random: systemRandom, deviceId: '0190a0a0-1111-7111-8111-111111111111', officer: () => ({ officerId: 'amara.okafor' }), signer: (payload: unknown) => payload }
  const writer = { write: async (operations: ReadonlyArray<{ signed: unknown }>) => { written.push(...operations.map(({ signed }) => signed)) } }
  const service = new CaseloadService(session as unknown as Session, writer as unknown as OperationWriter, { findOverlaid: () => household } as unknown as HouseholdService)
  const { householdId } = household
  await service.act({ householdId, act: { kind: 'next-action', nextAction: mine, baseAction: null } })
  await service.act({ householdId, act: { kind: 'next-action', nextAction: mine, baseAction: theirs } })
  expect(written).toMatchObject([{ nextAction: mine, baseAction: null }, { nextAction: mine, baseAction: theirs }])
})

it.each([
  ['a next action', CaseloadActSchema, { kind: 'next-action', nextAction: null }],
  ['a warning', safetyContract.set.request, { householdId: makeHousehold(0, '2026-11-26').householdId, field: 'riskToStaff', codes: [] }],
])('%s that does not say what the officer saw is refused: nobody can tell what it was meant to replace', (_, schema: z.ZodType, asked) => {
  expect(schema.safeParse(asked).success).toBe(false)
  expect(schema.safeParse({ ...asked, [schema === CaseloadActSchema ? 'baseAction' : 'seen']: schema === CaseloadActSchema ? null : [] }).success).toBe(true)
})
