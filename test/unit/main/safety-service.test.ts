import { describe, expect, it } from 'vitest'
import type { HouseholdService } from '../../../main/domain/household-service'
import type { OperationWriter } from '../../../main/domain/operation-writer'
import { SafetyService } from '../../../main/domain/safety-service'
import type { Session } from '../../../main/domain/session'
import { systemRandom } from '../../../main/settings/random-source'
import { withSafety } from '../../../shared/model/merge-safety'
import { NO_SAFETY, type SafetyCode, type SafetyOperation } from '../../../shared/model/safety'
import { makeHousehold } from '../renderer/support/household-factory'

/** A household in which a colleague has recorded a dog, and what this laptop writes about it. */
function laptop() {
  const theirs = { codes: ['dog-at-property' as SafetyCode], by: 'leila.haddad', at: '2026-11-26T09:00:00.000Z', conflicts: [] }
  const household = { ...makeHousehold(0, '2026-11-26'), safety: { ...NO_SAFETY, riskToStaff: theirs } }
  const written: SafetyOperation[] = []
  const session = { clock: { now: () => Date.parse('2026-11-26T10:00:00.000Z') }, random: systemRandom, deviceId: '0190a0a0-1111-7111-8111-111111111111', signer: (payload: unknown) => payload }
  const writer = { write: async (operations: ReadonlyArray<{ signed: unknown }>) => { written.push(...operations.map(({ signed }) => signed as SafetyOperation)) } }
  const service = new SafetyService(session as unknown as Session, writer as unknown as OperationWriter, { findOverlaid: () => household } as unknown as HouseholdService)
  return { service, written, theirs, of: { householdId: household.householdId, field: 'riskToStaff' as const } }
}

describe('a warning that came while the form was open', () => {
  it('is not taken away by who saved the field as they had found it', async () => {
    const { service, written, of } = laptop()
    expect(await service.set({ ...of, codes: [], seen: [] })).toEqual({ operationId: null })
    expect(written).toEqual([])
  })

  it('stands beside what they recorded, as a conflict', async () => {
    const { service, written, theirs, of } = laptop()
    await service.set({ ...of, codes: ['office-only'], seen: [] })
    expect(written[0]).toMatchObject({ base: [], value: ['office-only'] })
    const merged = withSafety(theirs, 'amara.okafor', written[0]!)
    expect(merged.codes).toEqual(['dog-at-property', 'office-only'])
    expect(merged.conflicts).toHaveLength(1)
  })

  it('is taken away by who had seen it', async () => {
    const { service, written, theirs, of } = laptop()
    await service.set({ ...of, codes: [], seen: ['dog-at-property'] })
    expect(withSafety(theirs, 'amara.okafor', written[0]!).codes).toEqual([])
  })
})
