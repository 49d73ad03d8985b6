import { canonicalise } from '../../../shared/ledger/canonical-json'
import { SOURCES, type Domain, type Source } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { SharedDomains } from '../../../shared/model/sharing'
import { totalOwed } from './assemble-household'
import { sha256Hex } from './sha256-hex'

export const seesEverything = (seen: SharedDomains): boolean => Object.values(seen).every((level) => level === 'detail')

/** Part of a cursor: a laptop that was given what another agreement, or another role, sees starts its sync again. Empty for whoever sees everything. */
export const markOf = (seen: SharedDomains): string => (seesEverything(seen) ? '' : sha256Hex(canonicalise(seen)).slice(0, 8))

/**
 * The household as a role sees it. Of a domain that is `hidden` nothing is left, of one that is a `flag` that it knows household and members; which ones
 * those are is said (`withheld`). Whatever must be known before anybody rings, knocks or asks for money stays, whoever says so: protection, safe contact,
 * a moratorium, the council's own duty and its clock. Total and factors are of what is shown; the band is the household's.
 */
export function shareHousehold(household: HouseholdRecord, seen: SharedDomains): HouseholdRecord {
  if (seesEverything(seen)) return household
  const isKnown = (domain: Domain): boolean => seen[domain] !== 'hidden'
  const isShown = ({ source, domain }: { readonly source: Source; readonly domain?: Domain }): boolean => seen[SOURCES[source].domain] === 'detail' && (domain === undefined || seen[domain] === 'detail')
  const shown = <Fact extends { readonly source: Source; readonly domain?: Domain }>(facts: readonly Fact[]): Fact[] => facts.filter((fact) => isShown(fact))
  const one = <Fact extends { readonly source: Source }>(fact: Fact | null): Fact | null => (fact !== null && isShown(fact) ? fact : null)
  const debts = shown(household.debts)
  return {
    ...household,
    members: household.members.map((member) => ({ ...member, knownTo: member.knownTo.filter(isKnown) })),
    knownTo: household.knownTo.filter(isKnown),
    withheld: household.knownTo.filter((domain) => seen[domain] === 'flag'),
    sources: household.sources.filter(({ source }) => isKnown(SOURCES[source].domain)),
    debts,
    debtTotalPence: totalOwed(debts),
    benefits: shown(household.benefits),
    interventions: shown(household.interventions),
    services: shown(household.services),
    technology: shown(household.technology),
    financialAssessments: shown(household.financialAssessments),
    education: shown(household.education),
    healthFlags: shown(household.healthFlags),
    housingSituation: one(household.housingSituation),
    wardContext: one(household.wardContext),
    chronology: shown(household.chronology),
    risk: { ...household.risk, factors: shown(household.risk.factors) },
  }
}
