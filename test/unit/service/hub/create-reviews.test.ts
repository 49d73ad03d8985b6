import { expect, test } from 'vitest'
import type { HouseholdRecord } from '../../../../shared/model/household'
import type { Relationship } from '../../../../shared/model/relationship'
import type { RevealRequest } from '../../../../shared/model/reveal'
import type { HubServices } from '../../../../service/hub/hub-services'
import { reviewCauses } from '../../../../service/hub/domain/review/create-reviews'
import { shippedReviewRules } from '../../../../service/hub/policy/review-rules'

const services = { reviewRules: { ...shippedReviewRules(), sampleRate: 0 }, keys: { checkpointSigner: { sign: () => new Uint8Array(64) } } } as unknown as Pick<HubServices, 'keys' | 'reviewRules'>
const officer = { officerId: 'some.officer', displayName: 'Some Officer', role: 'officer', team: 'customer-contact', district: 'canterbury' } as const

const causes = (known: Relationship, place: Partial<HouseholdRecord>) => reviewCauses(services, {
  officer, known, household: { district: 'canterbury', allocatedTeam: null, allocatedDistrict: null, ...place } as HouseholdRecord,
  payload: { v: 3, relationship: known, emergency: false } as RevealRequest, leafHash: new Uint8Array(32),
})

test('what an officer made by their own act alone is reviewed: a household that they took, a next action that they set for another team’s', async () => {
  expect(await causes('self-claimed', { allocatedTeam: 'customer-contact' })).toEqual(['claimed-relationship'])
  for (const place of [{}, { allocatedTeam: 'outreach' }, { allocatedTeam: 'customer-contact', allocatedDistrict: 'dover' }, { allocatedTeam: 'customer-contact', district: 'dover' }] as const)
    expect([place, await causes('agreed-next-action', place)]).toEqual([place, ['claimed-relationship']])
  for (const place of [{ allocatedTeam: 'customer-contact' }, { allocatedTeam: 'customer-contact', allocatedDistrict: 'canterbury', district: 'dover' }] as const)
    expect([place, await causes('agreed-next-action', place)]).toEqual([place, []])
  expect(await causes('allocated', {})).toEqual([])
  expect(await causes('none', {})).toEqual(['no-relationship'])
})
