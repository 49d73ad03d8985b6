import { describe, expect, test, vi } from 'vitest'
import { main } from '../../../../service/intake/cli'
import { REJECT_REASONS } from '../../../../service/intake/code/reading'
import { SHARING_NOTICE, SharingNoticeSchema, type Category } from '../../../../service/intake/mappings/categories'
import { requireCategories } from '../../../../service/intake/mappings/check-mapping'
import { housing } from '../../../../service/intake/mappings/housing'
import { MAPPINGS, mappingFor, PERSON_MAPPINGS, WARD_MAPPINGS, type Catalogue } from '../../../../service/intake/mappings/mapping-for'
import type { EverySlot } from '../../../../service/intake/mappings/source-row'
import { SOURCES } from '../../../../shared/model/codes'

const EVERY: Readonly<Record<EverySlot, true>> = { recordKey: true, personKey: true, isMain: true, asAt: true, role: true, forenames: true, surname: true }

describe.each(Object.values(MAPPINGS))('the mapping of $source', (mapping) => {
  const { columns, delimiter } = mapping

  test('is covered by the sharing notice', () => {
    expect(() => requireCategories(mapping, SHARING_NOTICE)).not.toThrow()
  })

  test('names each column and fills each slot once', () => {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
    expect(new Set(columns.map(({ slot }) => slot)).size).toBe(columns.length)
    expect(columns.filter(({ name }) => name.includes(delimiter))).toEqual([])
  })

  test('puts nothing that could name somebody among the facts', () => {
    const names = new Set(['recordKey', 'personKey', 'forenames', 'surname', 'previousName', 'dateOfBirth', 'niNumber', 'address1', 'address2', 'town', 'postcode', 'uprn', 'phone', 'otherPhone', 'email',
      'accountNumber', 'claimNumber', 'health', 'supportReason', 'conditions', 'children', 'childPlan', 'note', 'noteBy', 'noteOn', 'number:asch-number'])
    expect(columns.filter(({ kind, slot }) => kind === 'fact' && names.has(slot)).map(({ name }) => name)).toEqual([])
    expect(columns.filter(({ slot }) => slot === 'note').every(({ kind }) => kind === 'words')).toBe(true)
  })
})

describe.each(Object.values(PERSON_MAPPINGS))('the mapping of $source, which is about people,', ({ columns, fixed }) => {
  test('requires the slots without which a row means nothing, or has them fixed', () => {
    const required = columns.filter(({ need }) => need === 'every').map(({ slot }) => slot)
    // Where a record is one person, its key is theirs.
    const given = new Set<string>([...required, ...Object.keys(fixed ?? {}), ...(fixed?.isMain === true ? ['personKey'] : [])])
    expect([...given].toSorted()).toEqual(Object.keys(EVERY).toSorted())
  })

  test('requires a ward and an address of every main row', () => {
    expect(columns.filter(({ need, slot }) => need === 'main' && (slot === 'ward' || slot === 'address1'))).toHaveLength(2)
  })
})

test.each(Object.values(WARD_MAPPINGS))('the mapping of $source is about places: open data only, nothing but facts', ({ columns }) => {
  expect(columns.every(({ category, kind }) => category === 'open-data' && kind === 'fact')).toBe(true)
})

describe('the sharing notice', () => {
  test('names twelve categories, by version, each used by some mapping or known to be for later', () => {
    expect(SHARING_NOTICE.version).toBe('2023-06-12')
    expect(Object.keys(SHARING_NOTICE.categories)).toHaveLength(12)
    const used = new Set<string>(Object.values(MAPPINGS).flatMap(({ columns }) => columns.map(({ category }) => category)))
    expect(Object.keys(SHARING_NOTICE.categories).filter((category) => !used.has(category))).toEqual(['employment'])
  })

  test('of another form is no notice', () => {
    for (const bad of [{}, { ...SHARING_NOTICE, version: 'today' }, { ...SHARING_NOTICE, bases: [] }, { ...SHARING_NOTICE, categories: { health: { words: 'x', kinds: ['everything'], isSpecial: true } } }]) {
      expect(SharingNoticeSchema.safeParse(bad).success).toBe(false)
    }
  })
})

/** Housing with its last column put into another category or form. */
const housingWith = (change: { category?: string; kind?: 'identity' | 'fact' | 'words' }): Catalogue => ({
  ...MAPPINGS, housing: { ...housing, columns: housing.columns.map((column, i) => (i === housing.columns.length - 1 ? { ...column, ...change, category: (change.category ?? column.category) as Category } : column)) },
})

describe('a column that the sharing notice does not cover', () => {
  test.each([
    ['in no category', { category: '' }, 'the category is not in the notice'],
    ['in a category that is not named there', { category: 'biometrics' }, 'the category is not in the notice'],
    ['in something inherited', { category: 'constructor' }, 'the category is not in the notice'],
    ['in a form that the category is not shared in', { category: 'contact' }, 'the category is not shared in this form'],
    ['of special category data as a coded fact', { category: 'health', kind: 'fact' as const }, 'special category data may not be a coded fact'],
  ])('%s is refused when the mapping is loaded', (_how, change, problem) => {
    expect(() => mappingFor('housing', housingWith(change))).toThrowError(expect.objectContaining({
      code: 'INTAKE_CATEGORY_REFUSED', detail: { source: 'housing', column: 'NOTE_TEXT', notice: '2023-06-12', problem },
    }))
  })

  test('is refused when the notice no longer names its category', () => {
    const { 'housing-situation': _gone, ...categories } = SHARING_NOTICE.categories
    expect(() => requireCategories(housing, { ...SHARING_NOTICE, categories })).toThrowError(expect.objectContaining({ code: 'INTAKE_CATEGORY_REFUSED' }))
  })

  test('is refused at the command line by code, before any file is read or service asked', async () => {
    const written: string[] = []
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    try {
      expect(await main(['load', '--source', 'housing', '/no/such/file'], housingWith({ category: 'biometrics' }))).toBe(2)
      expect(written.join('')).toMatch(/^INTAKE_CATEGORY_REFUSED: .*\n.*column: NOTE_TEXT/)
      written.length = 0
      expect(await main(['load', '--source', 'housing', '/no/such/file'])).toBe(2)
      expect(written.join('')).toMatch(/^INTAKE_FILE_UNREADABLE/)
    } finally {
      spy.mockRestore()
    }
  })
})

describe('mappingFor', () => {
  test('knows every source of the vocabulary', () => {
    expect(Object.keys(MAPPINGS).toSorted()).toEqual(Object.keys(SOURCES).toSorted())
  })

  test.each(['', 'nhs', 'constructor', '__proto__', '../housing'])('refuses "%s" and lists what there is, not what was asked', (name) => {
    expect(() => mappingFor(name)).toThrowError(expect.objectContaining({ code: 'INTAKE_SOURCE_UNKNOWN', detail: { known: Object.keys(SOURCES).join(', ') } }))
  })
})

test('every reason of a rejection has words that end in a full stop', () => {
  expect(Object.values(REJECT_REASONS).filter((words) => !words.endsWith('.'))).toEqual([])
})
