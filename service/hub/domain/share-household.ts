import { canonicalise } from '../../../shared/ledger/canonical-json'
import { SOURCES, type Domain, type Role, type Source } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { SharedDomains, SharingAgreement } from '../../../shared/model/sharing'
import { totalOwed } from './assemble-household'
import { sha256Hex } from './sha256-hex'

/** What a role sees, and by which version of the agreement. */
export interface Sharing {
  readonly version: number
  readonly seen: SharedDomains
}

export const sharingOf = ({ serial, roles }: SharingAgreement, role: Role): Sharing => ({ version: serial, seen: roles[role] })

export const seesEverything = ({ seen }: Sharing): boolean => Object.values(seen).every((level) => level === 'detail')

/** Part of a cursor: a laptop that was given what another agreement, or another role, sees starts its sync again. Empty for whoever sees everything. */
export const markOf = (sharing: Sharing): string => (seesEverything(sharing) ? '' : sha256Hex(canonicalise({ ...sharing })).slice(0, 8))

/**
 * The household as a role sees it. Of a domain that is `hidden` nothing is left, of one that is a `flag` that it knows household and members; which ones
 * those are is said (`withheld`), and under which version of the agreement (`sharedUnder`). Whatever must be known before anybody rings, knocks or asks for money stays, whoever says so: protection, safe contact,
 * a moratorium, the council's own duty and its clock. Total and factors are of what is shown; the band is the household's.
 */
export function shareHousehold(household: HouseholdRecord, sharing: Sharing): HouseholdRecord {
  if (seesEverything(sharing)) return household
  const { seen, version } = sharing
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
    sharedUnder: version,
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
