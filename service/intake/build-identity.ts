import { createHash } from 'node:crypto'
import type { IdentityRow } from '../../shared/api/vault-api'
import type { FieldGroupDetails } from '../../shared/model/identity'
import { codesOf } from '../../shared/model/codes'
import { IDENTIFIERS } from '../../shared/model/service-codes'
import type { SourceRecord } from './group-records'
import type { Mapping } from './mappings/define-mapping'
import type { SourceRow } from './mappings/source-row'

/** What the vault is told of a person, but for the row number, which the batch gives. */
export type Identity = Omit<IdentityRow, 'row'>

const given = (values: ReadonlyArray<string | null | undefined>): string[] => values.filter((value): value is string => typeof value === 'string')

/**
 * The people of a record as the vault wants them: identities and words by field group. People without an address of their own
 * live at the main person's. No coded fact is in here, and nothing of this goes to the hub.
 */
export const identitiesOf = (mapping: Mapping, record: SourceRecord): ReadonlyArray<Identity> =>
  record.rows.map((row) => ({
    recordKey: row.recordKey,
    personKey: row.personKey,
    details: detailsOf(mapping, row, record.rows[0]),
    nameParts: { forenames: row.forenames, surname: row.surname },
    asAt: row.asAt,
    isProtected: record.rows.some((each) => each.isProtected === true),
  }))

function detailsOf(mapping: Mapping, row: SourceRow, main: SourceRow): FieldGroupDetails {
  const home = row.address1 ? row : main
  const [phones, emails] = [given([row.phone, row.otherPhone]), given([row.email])]
  const accounts = accountsOf(mapping, row)
  const note = noteOf(mapping, row)
  const numbers = numbersOf(mapping, row)
  const health = given([row.supportReason, ...(row.conditions ?? []), row.health])
  const children = given([row.childPlan, row.children])
  return {
    identity: {
      fullName: `${row.forenames} ${row.surname}`, dateOfBirth: row.dateOfBirth ?? null, niNumber: row.niNumber ?? null,
      previousNames: given([row.previousName]),
      ...(numbers.length > 0 ? { numbers } : {}),
    },
    address: { lines: given([home.address1, home.address2, home.town]), postcode: home.postcode ?? null, uprn: home.uprn ?? null },
    ...(phones.length + emails.length > 0 ? { contact: { phones, emails } } : {}),
    ...(health.length > 0 ? { health: { statements: health } } : {}),
    ...(children.length > 0 ? { children: { statements: children } } : {}),
    ...(accounts.length > 0 ? { money: { accounts } } : {}),
    ...(note === null ? {} : { notes: { entries: [note] } }),
  }
}

function accountsOf(mapping: Mapping, row: SourceRow): { words: string; number: string }[] {
  return [
    ...(row.accountNumber && mapping.accountWords !== null ? [{ words: mapping.accountWords, number: row.accountNumber }] : []),
    ...(row.claimNumber && mapping.claimWords !== null ? [{ words: mapping.claimWords, number: row.claimNumber }] : []),
  ]
}

/** The record's own key where it is a number of its main person, and numbers which the row gives by name. */
function numbersOf({ numberKind }: Mapping, row: SourceRow): NonNullable<NonNullable<FieldGroupDetails['identity']>['numbers']> {
  return codesOf(IDENTIFIERS).flatMap((kind) => {
    const number = kind === numberKind && row.isMain ? row.recordKey : row[`number:${kind}`]
    return number ? [{ kind, number }] : []
  })
}

function noteOf(mapping: Mapping, row: SourceRow): { noteId: string; at: string; by: string; text: string } | null {
  if (!row.note || !row.noteOn) return null
  const noteId = noteIdOf([mapping.source, row.recordKey, row.personKey, row.noteOn, row.note])
  return { noteId, at: `${row.noteOn}T12:00:00.000Z`, by: row.noteBy ?? mapping.words, text: row.note }
}

/**
 * The same words of the same record always get the same id (UUIDv8, RFC 9562 §5.8), so that loading a file twice adds no second
 * note. The id is kept with the note under the person's key in the vault and reaches nobody without a reveal.
 */
function noteIdOf(parts: ReadonlyArray<string>): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
