import { expect, test } from 'vitest'
import { formatInstant } from '../../../renderer/components/dates'
import { revealedGroups } from '../../../renderer/features/reveal/revealed-fields'

const nameOf = (officerId: string) => (officerId === 'amara.okafor' ? 'Amara Okafor' : officerId)
const note = { noteId: '0192f000-0000-7000-8000-000000000001', at: '2026-11-26T10:00:00.000Z', by: 'amara.okafor', text: 'Rings on Mondays' }

test('a group that was opened and holds nothing is there, empty; one that was not opened is not', () => {
  const groups = revealedGroups({ contact: { phones: ['07700 900123'], emails: [] } }, ['contact', 'notes'], nameOf)
  expect(groups.map(({ group, fields }) => [group, fields.length])).toEqual([['contact', 1], ['notes', 0]])
})

test('a note says who wrote it by name, and older ones that are not shown are counted', () => {
  const [group] = revealedGroups({ notes: { entries: [note], older: 12 } }, ['notes'], nameOf)
  expect(group?.fields.map(({ label, value }) => [label, value])).toEqual([
    [`${formatInstant(note.at)}, Amara Okafor`, 'Rings on Mondays'], ['Not shown', '12 older notes are held: these are the newest 1'],
  ])
})
