import { describe, expect, test } from 'vitest'
import { REJECT_REASONS } from '../../../../service/intake/code/reading'
import { CATEGORIES } from '../../../../service/intake/mappings/categories'
import { MAPPINGS, mappingFor } from '../../../../service/intake/mappings/mapping-for'
import type { EverySlot } from '../../../../service/intake/mappings/source-row'
import { SOURCES } from '../../../../shared/model/codes'

const EVERY: Readonly<Record<EverySlot, true>> = { recordKey: true, personKey: true, isMain: true, asAt: true, role: true, forenames: true, surname: true }

describe.each(Object.values(MAPPINGS))('the mapping of $source', ({ columns, delimiter }) => {
  test('fits every column into a category of the sharing notice, as a kind that this category may be', () => {
    expect(columns.filter(({ category, kind }) => !(CATEGORIES[category].kinds as ReadonlyArray<string>).includes(kind)).map(({ name }) => name)).toEqual([])
  })

  test('names each column and fills each slot once', () => {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
    expect(new Set(columns.map(({ slot }) => slot)).size).toBe(columns.length)
    expect(columns.filter(({ name }) => name.includes(delimiter))).toEqual([])
  })

  test('requires the slots without which a row means nothing', () => {
    const required = columns.filter(({ need }) => need === 'every').map(({ slot }) => slot)
    expect(required.toSorted()).toEqual(Object.keys(EVERY).toSorted())
  })

  test('calls free text words, and nothing else', () => {
    expect(columns.filter(({ slot }) => slot === 'note').map(({ kind }) => kind)).toEqual(['words'])
  })
})

describe('mappingFor', () => {
  test('knows every source of the vocabulary', () => {
    expect(Object.keys(MAPPINGS).toSorted()).toEqual(Object.keys(SOURCES).toSorted())
  })

  test.each(['', 'nhs', 'constructor', '__proto__', '../housing'])('refuses "%s" and lists what there is, not what was asked', (name) => {
    expect(() => mappingFor(name)).toThrowError(expect.objectContaining({ code: 'INTAKE_SOURCE_UNKNOWN', detail: { known: 'revenues-and-benefits, housing' } }))
  })
})

test('every reason of a rejection has words that end in a full stop', () => {
  expect(Object.values(REJECT_REASONS).filter((words) => !words.endsWith('.'))).toEqual([])
})
