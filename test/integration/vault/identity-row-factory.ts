import type { IdentityRow } from '../../../shared/api/vault-api'
import type { IdentifierKind } from '../../../shared/model/service-codes'

interface Person {
  readonly row?: number
  readonly recordKey?: string
  readonly personKey?: string
  readonly forenames?: string
  readonly surname?: string
  readonly dateOfBirth?: string | null
  readonly niNumber?: string | null
  readonly lines?: readonly string[]
  readonly postcode?: string | null
  readonly uprn?: string | null
  readonly phone?: string
  readonly account?: string
  readonly note?: string
  readonly asAt?: string
  readonly numbers?: { kind: IdentifierKind; number: string }[]
  readonly isProtected?: boolean
}

/** An identity row of an invented person. NI numbers begin with QQ, which is never issued. */
export function identityRow(person: Person = {}): IdentityRow {
  const { forenames = 'Wilma', surname = 'Testbourne', row = 1 } = person
  return {
    row, recordKey: person.recordKey ?? `T-${row}`, personKey: person.personKey ?? '1', asAt: person.asAt ?? '2026-11-20',
    nameParts: { forenames, surname }, isProtected: person.isProtected ?? false,
    details: {
      identity: {
        fullName: `${forenames} ${surname}`, dateOfBirth: person.dateOfBirth === undefined ? '1980-02-03' : person.dateOfBirth,
        niNumber: person.niNumber ?? null, previousNames: [], ...(person.numbers === undefined ? {} : { numbers: person.numbers }),
      },
      address: {
        lines: [...(person.lines ?? [`${row} Invented Street`, 'Canterbury'])],
        postcode: person.postcode === undefined ? 'CT1 9CV' : person.postcode, uprn: person.uprn ?? null,
      },
      contact: { phones: [person.phone ?? '07700 900123'], emails: ['someone@example.org'] },
      money: { accounts: [{ words: 'Rent account', number: person.account ?? `RENT-${row}` }] },
      ...(person.note === undefined ? {} : {
        notes: { entries: [{ noteId: '0192f0c1-2a3b-7c4d-8e5f-0123456789ab', at: '2026-11-01T09:00:00.000Z', by: 'housing', text: person.note }] },
      }),
    },
  }
}
