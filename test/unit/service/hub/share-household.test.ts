import { describe, expect, test } from 'vitest'
import { codesOf, DOMAINS, ROLES, SOURCES, type Domain, type Source } from '../../../../shared/model/codes'
import { HouseholdRecordSchema, type HouseholdRecord } from '../../../../shared/model/household'
import { SHARE_LEVELS, SharedDomainsSchema, SharedRolesSchema, type SharedDomains } from '../../../../shared/model/sharing'
import { markOf, shareHousehold } from '../../../../service/hub/domain/share-household'
import shipped from '../../../../service/controller/sharing-agreement.json'
import { makeHousehold } from '../../renderer/support/household-factory'

const TODAY = '2026-11-28'
const EVERY_DOMAIN = codesOf(DOMAINS)
const seeing = (want: Partial<SharedDomains>): SharedDomains => ({ ...(Object.fromEntries(EVERY_DOMAIN.map((domain) => [domain, 'detail'])) as SharedDomains), ...want })

const under = (seen: SharedDomains, version = 1) => ({ version, seen })

/** A household of which every source says something in every list. */
const HOUSEHOLD: HouseholdRecord = (() => {
  const full = Array.from({ length: 400 }, (_, n) => makeHousehold(n, TODAY)).find((one) => one.debts.length > 0 && one.benefits.length > 0 && one.interventions.length > 0 && one.education.length > 0 && one.services.length > 0)
  if (full === undefined) throw new Error('no household says enough')
  const sources = codesOf(SOURCES)
  const ofEach = <Fact extends { source: Source; asAt: string }>(facts: readonly Fact[]): Fact[] =>
    sources.flatMap((source) => facts.slice(0, 1).map((fact) => ({ ...fact, source, ...('domain' in fact ? { domain: SOURCES[source].domain } : {}) })))
  const debts = ofEach(full.debts)
  return HouseholdRecordSchema.parse({
    ...full, debtTotalPence: debts.reduce((sum, { stage, balancePence }) => sum + (stage === 'written-off' ? 0 : balancePence), 0), knownTo: EVERY_DOMAIN, members: full.members.map((member) => ({ ...member, knownTo: EVERY_DOMAIN })), sources: sources.map((source) => ({ source, asAt: TODAY })),
    debts, benefits: ofEach(full.benefits), interventions: ofEach(full.interventions), services: ofEach(full.services), education: ofEach(full.education), technology: ofEach(full.technology),
    financialAssessments: ofEach(full.financialAssessments), healthFlags: ofEach(full.healthFlags), chronology: ofEach(full.chronology), risk: { ...full.risk, factors: ofEach(full.risk.factors) },
    housingSituation: { kind: 'rented-social', since: null, source: 'housing', asAt: TODAY },
    wardContext: { population: 900, deprivationDecile: 3, childPoverty: 1, claimants: 1, fuelPoverty: 1, medianRentPence: 1, source: 'open-data', asAt: TODAY },
    duty: { kind: 'relief', startedOn: TODAY, dueOn: TODAY, endedOn: null, endReason: null, source: 'county-housing', asAt: TODAY },
    moratorium: { kind: 'breathing', startsOn: TODAY, endsOn: null, source: 'debt-management', asAt: TODAY }, safeContact: ['phone-unsafe'], isProtected: true,
  })
})()

/** The oracle: knows nothing of the fields, and finds wherever a domain is told of. */
function tellsOf(value: unknown, domain: Domain, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return value === domain ? [path.join('.')] : []
  const source = (value as { source?: Source }).source
  if (source !== undefined && SOURCES[source].domain === domain) return [path.join('.')]
  return Object.entries(value).flatMap(([key, part]) => tellsOf(part, domain, Array.isArray(value) ? path : [...path, key]))
}
const ALWAYS = ['duty', 'moratorium']

describe('A household as a role sees it', () => {
  test('of each domain and level: nothing, that it is known, or all; what must be known before anybody rings stays', () => {
    let cells = 0
    for (const domain of EVERY_DOMAIN) {
      for (const level of codesOf(SHARE_LEVELS)) {
        cells += 1
        const view = shareHousehold(HOUSEHOLD, under(seeing({ [domain]: level }), 7))
        const told = new Set(tellsOf(view, domain).filter((path) => !ALWAYS.includes(path)))
        const wanted = level === 'hidden' ? [] : level === 'flag' ? ['knownTo', 'members.knownTo', 'sources', 'withheld'] : [...new Set(tellsOf(HOUSEHOLD, domain).filter((path) => !ALWAYS.includes(path)))]
        expect([domain, level, [...told].toSorted()]).toEqual([domain, level, wanted.toSorted()])
        for (const other of EVERY_DOMAIN.filter((code) => code !== domain)) expect(tellsOf(view, other)).toEqual(tellsOf(HOUSEHOLD, other))
        expect(view).toMatchObject({ duty: HOUSEHOLD.duty, moratorium: HOUSEHOLD.moratorium, safeContact: HOUSEHOLD.safeContact, isProtected: true, safety: HOUSEHOLD.safety, version: HOUSEHOLD.version })
        expect(view.sharedUnder).toBe(level === 'detail' ? undefined : 7)
        expect(view.debtTotalPence).toBe(view.debts.filter(({ stage }) => stage !== 'written-off').reduce((sum, { balancePence }) => sum + balancePence, 0))
        expect(HouseholdRecordSchema.safeParse(view).success).toBe(true)
      }
    }
    expect(cells).toBe(24)
    expect(shareHousehold(HOUSEHOLD, under(seeing({})))).toBe(HOUSEHOLD)
  })

  test('the agreement as shipped: case work sees all, an outreach worker not what schools and children’s social care say, nobody else anything', () => {
    const roles = SharedRolesSchema.parse(shipped.roles)
    const all = seeing({})
    const none = Object.fromEntries(EVERY_DOMAIN.map((domain) => [domain, 'hidden']))
    expect(roles).toEqual({ officer: all, supervisor: all, outreach: seeing({ 'childrens-social-care': 'flag', education: 'flag' }), 'ig-lead': none, admin: none })
    expect(Object.keys(roles).toSorted()).toEqual(Object.keys(ROLES).toSorted())
  })

  test('a domain or a level that it does not know is an error, never shared', () => {
    const { education: _left, ...fewer } = seeing({})
    for (const wrong of [fewer, { ...seeing({}), education: 'all' }, { ...seeing({}), police: 'flag' }]) expect(SharedDomainsSchema.safeParse(wrong).success).toBe(false)
  })

  test('cursors tell apart what was seen', () => {
    const marks = [seeing({}), seeing({ education: 'flag' }), seeing({ education: 'hidden' }), seeing({ housing: 'flag' })].map((seen) => markOf(under(seen)))
    marks.push(markOf(under(seeing({ education: 'flag' }), 2)))
    expect(new Set(marks).size).toBe(5)
    expect(markOf(under(seeing({}), 2)), 'whoever sees everything has no reason to start again').toBe('')
    expect([marks[0], marks[1]]).toEqual(['', expect.stringMatching(/^[0-9a-f]{8}$/)])
  })
})
