import { FIELD_GROUPS, type FieldGroup } from '../../../shared/model/codes'
import { IDENTIFIERS } from '../../../shared/model/service-codes'
import type { FieldGroupDetails } from '../../../shared/model/identity'
import { formatDate, formatInstant } from '../../components/dates'

export interface RevealedField {
  readonly label: string
  readonly value: string
  /** What goes on the clipboard; differs from what is shown for dates. */
  readonly canCopy: boolean
}
export interface RevealedGroup {
  readonly group: FieldGroup
  readonly title: string
  readonly fields: ReadonlyArray<RevealedField>
}

const field = (label: string, value: string | null | undefined, canCopy = true): RevealedField[] =>
  value === null || value === undefined || value === '' ? [] : [{ label, value, canCopy }]

function fieldsOf(details: FieldGroupDetails, nameOf: (officerId: string) => string): Partial<Record<FieldGroup, RevealedField[]>> {
  const { identity, address, contact, health, money, children, notes } = details
  return {
    ...(identity && {
      identity: [
        ...field('Name', identity.fullName), ...field('Date of birth', identity.dateOfBirth === null ? null : formatDate(identity.dateOfBirth)),
        ...field('NI number', identity.niNumber), ...(identity.numbers ?? []).flatMap(({ kind, number }) => field(IDENTIFIERS[kind], number)), ...identity.previousNames.flatMap((name) => field('Earlier name', name)),
      ],
    }),
    ...(address && { address: [...field('Address', [...address.lines, address.postcode ?? ''].filter((line) => line !== '').join(', ')), ...field('UPRN', address.uprn)] }),
    ...(contact && { contact: [...contact.phones.flatMap((phone) => field('Phone', phone)), ...contact.emails.flatMap((email) => field('E-mail', email))] }),
    ...(health && { health: health.statements.flatMap((statement) => field('Health', statement, false)) }),
    ...(money && { money: money.accounts.flatMap((account) => field(account.words, account.number)) }),
    ...(children && { children: children.statements.flatMap((statement) => field('Children', statement, false)) }),
    ...(notes && {
      notes: [
        ...notes.entries.flatMap((note) => field(`${formatInstant(note.at)}, ${nameOf(note.by)}`, note.text, false)),
        ...(notes.older === undefined ? [] : field('Not shown', `${notes.older} older ${notes.older === 1 ? 'note is' : 'notes are'} held: these are the newest ${notes.entries.length}`, false)),
      ],
    }),
  }
}

/** The details of one person in the order of the field groups; a group that was opened and holds nothing says so by being empty. */
export function revealedGroups(details: FieldGroupDetails, opened: ReadonlyArray<FieldGroup>, nameOf: (officerId: string) => string): RevealedGroup[] {
  const fields = fieldsOf(details, nameOf)
  return (Object.keys(FIELD_GROUPS) as FieldGroup[]).flatMap((group) =>
    opened.includes(group) || fields[group] !== undefined ? [{ group, title: FIELD_GROUPS[group], fields: fields[group] ?? [] }] : [])
}
