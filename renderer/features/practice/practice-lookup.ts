import type { LookupCriteria, LookupOutcome } from '../../../shared/model/reveal'
import type { IdentifiedPerson } from '../../../shared/model/identity'
import type { HouseholdRecord } from '../../../shared/model/household'
import { LookupOutcomeSchema } from '../../../shared/model/reveal'
import { PRACTICE_PEOPLE } from './practice-people'

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Does everything that was given fit this person? */
function fits({ details: { identity, address, contact, money } }: IdentifiedPerson, given: LookupCriteria): boolean {
  const same = (typed: string | undefined, held: ReadonlyArray<string>): boolean => typed === undefined || held.some((value) => plain(value) === plain(typed))
  return (
    same(given.name, identity === undefined ? [] : [identity.fullName]) && same(given.dateOfBirth, identity?.dateOfBirth ? [identity.dateOfBirth] : []) &&
    same(given.postcode, address?.postcode ? [address.postcode] : []) && same(given.niNumber, identity?.niNumber ? [identity.niNumber] : []) &&
    same(given.phone, contact?.phones ?? []) && same(given.accountNumber, money?.accounts.map(({ number }) => number) ?? [])
  )
}

/** Finds as the vault does, among the invented: one, be more exact, or not known. Never candidates. */
export function lookUpPractice(given: LookupCriteria, households: ReadonlyArray<HouseholdRecord>): LookupOutcome {
  const found = PRACTICE_PEOPLE.filter((person) => fits(person, given))
  const [first] = found
  const household = households.find(({ members }) => members.some(({ personId }) => personId === first?.personId))
  if (first === undefined || household === undefined) return { outcome: 'not-known' }
  if (found.length > 1) return { outcome: 'be-more-exact', count: found.length }
  return LookupOutcomeSchema.parse({ outcome: 'found', householdId: household.householdId, personId: first.personId })
}
