import { describe, expect, it } from 'vitest'
import { assembleHousehold } from '../../../../service/hub/domain/assemble-household'
import { mergeServiceFacts } from '../../../../service/hub/domain/merge-service-facts'
import { computeRisk } from '../../../../service/hub/domain/risk-indicator'
import { CodedFactsSchema, type CodedFacts } from '../../../../shared/model/coded-facts'
import { NO_SAFETY } from '../../../../shared/model/safety'

const PERSON = '1'.repeat(32)
const facts = (wish: Record<string, unknown>): CodedFacts => CodedFactsSchema.parse({
  recordId: 'a'.repeat(32), source: 'school-census', asAt: '2026-10-07', householdId: 'b'.repeat(32), reference: '333-333-3', district: 'thanet', ward: { code: 'THA01', name: 'Cliftonville West' },
  members: [{ personId: PERSON, role: 'dependant', ageBand: '5-10' }], isProtected: false, allocatedTeam: null, lastContactOn: '2026-11-01', safeContact: [], debts: [], moratorium: null, duty: null, benefits: [],
  interventions: [], chronology: [], ...wish,
})
const of = (source: string, asAt: string) => ({ personId: PERSON, source, asAt })
const schooling = (asAt: string, attendance: string) => ({ setting: 'in-school', attendance, exclusion: 'none', isInAlternativeProvision: false, qualification: null, ...of('school-census', asAt) })
const assemble = (all: CodedFacts[]) => assembleHousehold({ facts: all, contacts: [], actions: [], allocation: null, place: null, referral: null, safety: NO_SAFETY, newDetails: [], wardContextOf: () => null, previous: null, today: '2026-11-23' })

describe('what care, education and housing services say', () => {
  it('when two censuses speak of one pupil, the newer counts', () => {
    const [newer, older] = [facts({ education: [schooling('2026-10-07', 'regular')] }), facts({ recordId: 'c'.repeat(32), asAt: '2026-05-21', education: [schooling('2026-05-21', 'severe-absence')] })]
    expect(assemble([older, newer]).education).toEqual([schooling('2026-10-07', 'regular')])
  })

  it('when an older record was stored without these facts, they are empty and not missing', () => {
    expect(mergeServiceFacts([facts({})])).toEqual({ services: [], technology: [], financialAssessments: [], education: [], healthFlags: [], housingSituation: null })
  })

  it('when somebody has no home of their own, or leaves care, the indicator says so with its source; when the support has ended, it does not', () => {
    const situation = { kind: 'staying-with-others', since: null, source: 'county-housing', asAt: '2026-11-15' }
    const support = (endedOn: string | null) => ({ kind: 'care-leaver-support', domain: 'housing', startedOn: '2025-01-01', endedOn, timesPerWeek: null, ...of('county-housing', '2026-11-15') })
    const codes = (endedOn: string | null) => assemble([facts({ source: 'county-housing', asAt: '2026-11-15', housingSituation: situation, services: [support(endedOn)] })]).risk.factors.map(({ code, source }) => [code, source])
    expect(codes(null)).toEqual(expect.arrayContaining([['insecure-housing', 'county-housing'], ['care-leaver', 'county-housing']]))
    expect(codes('2026-11-01').map(([code]) => code)).not.toContain('care-leaver')
  })

  it('when health details, absence from school or care are on record, the indicator does not count them', () => {
    const plain = assemble([facts({})])
    const known = assemble([facts({ healthFlags: [of('adult-social-care', '2026-11-20')], education: [schooling('2026-10-07', 'severe-absence')] })])
    expect(known.risk.factors).toEqual(plain.risk.factors)
    expect(computeRisk(known, '2026-11-23', null).factors).toEqual(plain.risk.factors)
  })
})
