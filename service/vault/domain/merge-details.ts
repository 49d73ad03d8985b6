import type { FieldGroupDetails } from '../../../shared/model/identity'

const first = <T>(values: readonly (T | null | undefined)[]): T | null => values.find((value) => value !== null && value !== undefined) ?? null
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]
const uniqueBy = <T>(values: readonly T[], key: (value: T) => string): T[] => [...new Map(values.toReversed().map((value) => [key(value), value])).values()].toReversed()
const given = <Group extends keyof FieldGroupDetails>(parts: readonly FieldGroupDetails[], group: Group): NonNullable<FieldGroupDetails[Group]>[] =>
  parts.flatMap((part) => (part[group] === undefined ? [] : [part[group] as NonNullable<FieldGroupDetails[Group]>]))

/** The newest NI number; where that lacks the suffix letter which another source gives of the same number, with it. */
function wholeNumber(numbers: readonly (string | null)[]): string | null {
  const newest = first(numbers)
  return newest === null ? null : (numbers.find((number) => number !== null && number.length > newest.length && number.startsWith(newest)) ?? newest)
}

/**
 * One person's details out of what several sources say, newest first: the newest source names the person and gives the address, numbers
 * and words of all are kept; two writers' notes are two, whatever ids they chose. A name that only an older source has becomes a previous name, never lost.
 */
export function mergeDetails(parts: readonly FieldGroupDetails[]): FieldGroupDetails {
  const merged: FieldGroupDetails = {}
  const identities = given(parts, 'identity')
  const [newest] = identities
  if (newest) {
    const others = unique(identities.flatMap(({ fullName, previousNames }) => [fullName, ...previousNames]))
    const numbers = uniqueBy(identities.flatMap((identity) => identity.numbers ?? []), ({ kind, number }) => `${kind}\n${number}`)
    merged.identity = {
      fullName: newest.fullName,
      dateOfBirth: first(identities.map((identity) => identity.dateOfBirth)),
      niNumber: wholeNumber(identities.map((identity) => identity.niNumber)),
      previousNames: others.filter((name) => name !== newest.fullName),
      ...(numbers.length > 0 ? { numbers } : {}),
    }
  }
  const [address] = given(parts, 'address')
  if (address) merged.address = address
  const contacts = given(parts, 'contact')
  if (contacts.length > 0) {
    merged.contact = { phones: unique(contacts.flatMap((contact) => contact.phones)), emails: unique(contacts.flatMap((contact) => contact.emails)) }
  }
  const health = given(parts, 'health')
  if (health.length > 0) merged.health = { statements: unique(health.flatMap((group) => group.statements)) }
  const children = given(parts, 'children')
  if (children.length > 0) merged.children = { statements: unique(children.flatMap((group) => group.statements)) }
  const money = given(parts, 'money')
  if (money.length > 0) merged.money = { accounts: uniqueBy(money.flatMap((group) => group.accounts), (account) => account.number) }
  const notes = given(parts, 'notes')
  if (notes.length > 0) {
    const entries = uniqueBy(notes.flatMap((group) => group.entries), (entry) => `${entry.by}\n${entry.noteId}`)
    const older = notes.reduce((sum, group) => sum + (group.older ?? 0), 0)
    merged.notes = { entries: entries.toSorted((a, b) => b.at.localeCompare(a.at)), ...(older > 0 ? { older } : {}) }
  }
  return merged
}
