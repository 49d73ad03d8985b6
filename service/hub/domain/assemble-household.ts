import { canonicalise } from '../../../shared/ledger/canonical-json'
import type { Allocation, Referral, TeamPlace } from '../../../shared/model/caseload'
import type { CodedFacts } from '../../../shared/model/coded-facts'
import { MEMBER_ROLES, SOURCES, type Domain } from '../../../shared/model/codes'
import { HouseholdRecordSchema, type Contact, type HomelessnessDuty, type HouseholdRecord, type PseudonymisedPerson } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'
import type { GivenDetail } from '../../../shared/model/new-details'
import { safeContactIn, type HouseholdSafety } from '../../../shared/model/safety'
import type { WardContext } from '../../../shared/model/service-facts'
import { chooseMoratorium } from './choose-moratorium'
import { mergeServiceFacts } from './merge-service-facts'
import { computeRisk } from './risk-indicator'
import { findStandingPromise, type OwnAction } from './standing-promise'

export interface HouseholdParts {
  /** At least one; what all sources say. */
  readonly facts: readonly CodedFacts[]
  readonly contacts: readonly Contact[]
  /** Next actions set or completed without a contact. */
  readonly actions: readonly OwnAction[]
  readonly allocation: Allocation | null
  /** The team that took the household over; it stands against what a source says. Null: the source's. */
  readonly place: TeamPlace | null
  readonly referral: Referral | null
  /** What officers recorded; it adds to what sources say and takes nothing from it. */
  readonly safety: HouseholdSafety
  readonly newDetails: readonly GivenDetail[]
  /** Open data of a ward; null when there is none. */
  wardContextOf(wardCode: string): WardContext | null
  /** The record as it was, or null. */
  readonly previous: HouseholdRecord | null
  /** YYYY-MM-DD */
  readonly today: string
}

const CONTACTS_KEPT = 50
const ROLE_ORDER = Object.keys(MEMBER_ROLES)

/**
 * Merges what all sources say about one household, and the contacts, into the masked record. Newer facts win single values; lists are
 * joined without repeats. The version is the previous one, or one more when anything but the day of computing differs.
 */
export function assembleHousehold(parts: HouseholdParts): HouseholdRecord {
  const facts = parts.facts.toSorted((a, b) => compare(b.asAt, a.asAt) || compare(a.recordId, b.recordId))
  const newest = facts[0]
  if (newest === undefined) throw new RangeError('a household has facts')
  const contacts = parts.contacts.toSorted((a, b) => compare(b.at, a.at) || compare(a.contactId, b.contactId)).slice(0, CONTACTS_KEPT)
  const debts = unique(facts.flatMap((fact) => fact.debts)).toSorted((a, b) => b.balancePence - a.balancePence || compare(a.recordId, b.recordId))
  const merged = {
    members: mergeMembers(facts),
    lastContactOn: latest([...facts.map((fact) => fact.lastContactOn), ...contacts.map((contact) => londonDay(contact.at))]),
    duty: chooseDuty(facts),
    debts,
    benefits: unique(facts.flatMap((fact) => fact.benefits)),
    chronology: unique(facts.flatMap((fact) => fact.chronology)).toSorted((a, b) => compare(b.on, a.on) || compare(a.event, b.event)),
    sources: freshness(facts),
    ...mergeServiceFacts(facts),
  }
  const promise = findStandingPromise(contacts, parts.actions, parts.allocation)
  const record = {
    v: 1 as const,
    householdId: newest.householdId,
    reference: newest.reference,
    version: parts.previous?.version ?? 1,
    district: newest.district,
    ward: newest.ward,
    ...merged,
    knownTo: domainsOf(facts),
    allocatedTeam: parts.place?.team ?? facts.find((fact) => fact.allocatedTeam !== null)?.allocatedTeam ?? null,
    allocatedDistrict: parts.place === null || parts.place.district === newest.district ? null : parts.place.district,
    allocatedOfficer: parts.allocation?.officerId ?? null,
    allocation: parts.allocation,
    referral: parts.referral,
    safeContact: [...new Set([...facts.flatMap((fact) => fact.safeContact), ...safeContactIn(parts.safety.safeContact.codes)])].toSorted(),
    safety: parts.safety,
    newDetails: parts.newDetails.toSorted((a, b) => compare(b.at, a.at) || compare(a.detailId, b.detailId)).slice(0, CONTACTS_KEPT),
    isProtected: facts.some((fact) => fact.isProtected),
    moratorium: chooseMoratorium(facts, parts.today),
    debtTotalPence: totalOwed(debts),
    interventions: unique(facts.flatMap((fact) => fact.interventions)).toSorted((a, b) => compare(b.startedOn, a.startedOn)),
    wardContext: parts.wardContextOf(newest.ward.code),
    contacts,
    nextAction: promise?.nextAction ?? null,
    nextActionOwner: promise?.officerId ?? null,
    risk: computeRisk(merged, parts.today, parts.previous?.risk ?? null),
  }
  const isSame = parts.previous !== null && contentOf(record) === contentOf(parts.previous)
  if (isSame && parts.previous !== null) return parts.previous
  return HouseholdRecordSchema.parse({ ...record, version: (parts.previous?.version ?? 0) + 1 })
}

/** Pence, without what was written off. */
export const totalOwed = (debts: HouseholdRecord['debts']): number => debts.reduce((sum, { stage, balancePence }) => sum + (stage === 'written-off' ? 0 : balancePence), 0)

/** Everything that makes a record different: not its version, nor the day on which an unchanged indicator was computed. */
const contentOf = ({ withheld: _ofReaders, sharedUnder: _ofThemToo, ...record }: HouseholdRecord): string =>
  canonicalise({ ...record, version: 0, risk: { ...record.risk, computedOn: '' } })

/** One person of several sources: the role of most standing, the newest known age band, every service that knows them. */
function mergeMembers(facts: readonly CodedFacts[]): PseudonymisedPerson[] {
  const people = new Map<string, PseudonymisedPerson>()
  for (const fact of facts) {
    const domain: Domain = SOURCES[fact.source].domain
    for (const member of fact.members) {
      const before = people.get(member.personId)
      people.set(member.personId, {
        kind: 'pseudonymised',
        personId: member.personId,
        role: before !== undefined && ROLE_ORDER.indexOf(before.role) < ROLE_ORDER.indexOf(member.role) ? before.role : member.role,
        ageBand: before === undefined || before.ageBand === 'unknown' ? member.ageBand : before.ageBand,
        knownTo: [...new Set([...(before?.knownTo ?? []), domain])].toSorted(),
      })
    }
  }
  return [...people.values()].toSorted((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || compare(a.personId, b.personId))
}

/** An open duty before an ended one, the later start before the earlier. */
function chooseDuty(facts: readonly CodedFacts[]): HomelessnessDuty | null {
  const duties = facts.flatMap((fact) => (fact.duty === null ? [] : [fact.duty]))
  return duties.toSorted((a, b) => Number(a.endedOn !== null) - Number(b.endedOn !== null) || compare(b.startedOn, a.startedOn))[0] ?? null
}

const domainsOf = (facts: readonly CodedFacts[]): Domain[] =>
  [...new Set(facts.flatMap((fact) => [SOURCES[fact.source].domain, ...fact.debts.map((debt) => debt.domain)]))].toSorted()

function freshness(facts: readonly CodedFacts[]): HouseholdRecord['sources'] {
  const newest = new Map<CodedFacts['source'], string>()
  for (const { source, asAt } of facts) if (compare(asAt, newest.get(source) ?? '') > 0) newest.set(source, asAt)
  return [...newest].map(([source, asAt]) => ({ source, asAt })).toSorted((a, b) => compare(a.source, b.source))
}

function unique<T extends object>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

const latest = (dates: readonly (string | null)[]): string | null => dates.filter((date) => date !== null).toSorted().at(-1) ?? null

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
