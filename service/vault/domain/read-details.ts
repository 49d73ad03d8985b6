import type { FieldGroup } from '../../../shared/model/codes'
import type { FieldGroupDetails, IdentifiedPerson } from '../../../shared/model/identity'
import type { ReportedDetail } from '../../../shared/model/new-details'
import type { PersonId } from '../../../shared/model/ids'
import { NoteTextSchema } from '../../../shared/model/operation'
import { unwrapDataKey } from '../keys/data-key'
import { listDetails, listNotes, type NoteRow } from '../repositories/details-repository'
import { listReportedDetails, type ReportedDetailRow } from '../repositories/reported-detail-repository'
import type { VaultDatabase } from '../repositories/vault-database'
import { mergeDetails } from './merge-details'
import { openDetail } from './seal-detail'
import { openRowDetail } from './seal-row-details'
import { openNoteText } from './seal-note'

/** Of one person, the newest. Older ones are counted, and said. */
const MOST_NOTES = 100
/** Of one person, the newest. */
const MOST_REPORTED = 100

/** Opens exactly the groups asked for, of exactly the people asked for. Call it after the release row is committed, never before. */
export async function readDetails(
  database: VaultDatabase,
  keyEncryptionKey: Uint8Array,
  persons: readonly PersonId[],
  groups: readonly FieldGroup[],
): Promise<IdentifiedPerson[]> {
  const parts = new Map<string, FieldGroupDetails[]>(persons.map((personId) => [personId, []]))
  const dataKeys = new Map<string, Uint8Array>()
  for (const row of await listDetails(database, persons, groups)) {
    const key = dataKeys.get(row.person_id) ?? unwrapDataKey(keyEncryptionKey, row.wrapped_key, `person:${row.person_id}`)
    dataKeys.set(row.person_id, key)
    const owner = { personId: row.person_id, rowHash: row.row_hash }
    const group = groups.find((candidate) => candidate === row.field_group)
    if (group) parts.get(row.person_id)?.push(openRowDetail(key, owner, group, row.sealed))
  }
  if (groups.includes('notes')) {
    const notes = await listNotes(database, persons, MOST_NOTES)
    for (const personId of persons) {
      const own = notes.filter((note) => note.asked_for === personId)
      const older = (own[0]?.in_all ?? 0) - own.length
      if (own.length > 0) parts.get(personId)?.push({ notes: { entries: own.map((note) => openNote(keyEncryptionKey, note)), ...(older > 0 ? { older } : {}) } })
    }
  }
  const reported = await listReportedDetails(database, persons, groups, MOST_REPORTED)
  return persons.map((personId) => {
    const own = reported.filter((row) => row.person_id === personId).map((row) => openReported(keyEncryptionKey, row))
    return { kind: 'identified', personId, details: mergeDetails(parts.get(personId) ?? []), ...(own.length > 0 ? { reported: own } : {}) }
  })
}

function openReported(keyEncryptionKey: Uint8Array, row: ReportedDetailRow): ReportedDetail {
  const key = unwrapDataKey(keyEncryptionKey, row.wrapped_key, `person:${row.person_id}`)
  const detail = openDetail(key, { officerId: row.officer_id, detailId: row.detail_id, personId: row.person_id, fieldGroup: row.field_group }, row.sealed)
  const wrong = row.marked_by === null || row.marked_at === null ? null : { by: row.marked_by, at: row.marked_at.toISOString() }
  return { ...detail, detailId: row.detail_id, at: row.reported_at.toISOString(), by: row.officer_id, wrong }
}

function openNote(keyEncryptionKey: Uint8Array, note: NoteRow) {
  const key = unwrapNoteKey(keyEncryptionKey, note)
  const { text } = NoteTextSchema.parse({ text: openNoteText(key, { officerId: note.officer_id, noteId: note.note_id }, note.sealed) })
  return { noteId: note.note_id, at: note.written_at.toISOString(), by: note.officer_id, text }
}

function unwrapNoteKey(keyEncryptionKey: Uint8Array, note: NoteRow): Buffer {
  if (note.person_id !== null && note.person_key !== null) return unwrapDataKey(keyEncryptionKey, note.person_key, `person:${note.person_id}`)
  if (note.household_key === null) throw new RangeError('a note of a household that was erased')
  return unwrapDataKey(keyEncryptionKey, note.household_key, `household:${note.household_id}`)
}
