import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPreferenceHandlers } from '../../../main/ipc/handlers/preference-handlers'
import { answerCall } from '../../../main/ipc/register-contract'
import { writePreferenceFile } from '../../../main/settings/preference-file'
import { PREFERENCE_KEYS, PreferenceBook, readPreferences } from '../../../main/settings/preferences'
import { visibleBounds } from '../../../main/settings/visible-bounds'
import { NO_FILTERS, WorklistFiltersSchema } from '../../../shared/ipc/household-contract'
import { DEFAULT_PREFERENCES, filtersOf, keptFilters, preferenceContract, PreferenceChangeSchema } from '../../../shared/ipc/preference-contract'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casement-preferences-'))
  file = path.join(folder, 'preferences.json')
})
const book = (): PreferenceBook => new PreferenceBook(folder)
const written = (): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>

const CHOSEN = {
  textSize: 150, density: 'compact', isMotionReduced: true, areSingleKeysOn: false,
  worklist: { filters: { band: ['severe' as const], dutyWithinDays: 14, isDueToday: true }, sort: 'debt' },
} as const
const chosen = () => PreferenceChangeSchema.parse(CHOSEN)

describe('preferences', () => {
  it('without a file the defaults hold, and nothing is written until something is chosen', () => {
    expect(book().state()).toEqual({ preferences: DEFAULT_PREFERENCES, problem: null })
    expect(existsSync(file)).toBe(false)
  })

  it('what is chosen is there after a restart, and only its owner can read the file', () => {
    book().change(chosen())
    expect(book().state()).toEqual({ preferences: CHOSEN, problem: null })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('a change leaves the rest, and so does moving the window', () => {
    const first = book()
    first.change({ textSize: 130 })
    first.rememberBounds({ x: 4, y: 5, width: 1_000, height: 700, isMaximised: false })
    first.change({ density: 'compact' })
    expect(book().state().preferences).toEqual({ ...DEFAULT_PREFERENCES, textSize: 130, density: 'compact' })
    expect(book().bounds()).toMatchObject({ x: 4, width: 1_000 })
  })

  it('a reset brings the defaults back and leaves the window where it stands', () => {
    const first = book()
    first.rememberBounds({ x: 4, y: 5, width: 1_000, height: 700, isMaximised: true })
    first.change(chosen())
    expect(first.reset()).toEqual({ preferences: DEFAULT_PREFERENCES, problem: null })
    expect(Object.keys(written())).toEqual(['bounds'])
    expect(book().bounds()).toMatchObject({ isMaximised: true })
  })

  it('one bad value costs that preference and no other, and stays in the file until it is chosen anew', () => {
    writeFileSync(file, JSON.stringify({ ...CHOSEN, textSize: 9_000, density: ['compact'], worklist: { filters: { band: ['severe', 'severe'] }, sort: 'urgency' } }))
    const first = book()
    expect(first.state()).toEqual({ preferences: { ...DEFAULT_PREFERENCES, isMotionReduced: true, areSingleKeysOn: false }, problem: null })
    first.change({ density: 'comfortable' })
    expect(written()).toMatchObject({ textSize: 9_000, density: 'comfortable' })
  })

  it('keys that are none of ours are never read, and left out at the next change', () => {
    writeFileSync(file, '{"textSize":115,"name":"Mrs Canary","token":"x","__proto__":{"density":"compact"},"constructor":{"density":"compact"},"bounds.x":1}')
    const first = book()
    expect(first.state().preferences).toEqual({ ...DEFAULT_PREFERENCES, textSize: 115 })
    first.change({ areSingleKeysOn: false })
    expect(written()).toEqual({ textSize: 115, areSingleKeysOn: false })
    for (const key of Object.keys(written())) expect(PREFERENCE_KEYS).toContain(key)
  })

  it.each([
    ['cut in the middle', '{"textSize":115,"den'], ['a list', '[{"textSize":115}]'], ['a word', '"textSize"'], ['a number', '115'], ['null', 'null'], ['empty', ''],
    ['bytes that are no text', '\u0000\u0001\ud800{'], ['nested without end', '['.repeat(20_000)], ['far too large', `{"textSize":115,"x":"${'x'.repeat(70_000)}"}`],
  ])('a file that is %s is left exactly as it is; what is chosen holds until the end', (_, content) => {
    writeFileSync(file, content)
    const before = readFileSync(file)
    const first = book()
    expect(first.state()).toEqual({ preferences: DEFAULT_PREFERENCES, problem: 'PREFERENCE_FILE_UNREADABLE' })
    expect(first.change(chosen())).toEqual({ preferences: CHOSEN, problem: 'PREFERENCE_FILE_UNREADABLE' })
    first.rememberBounds({ x: 1, y: 1, width: 900, height: 600, isMaximised: false })
    first.reset()
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('a folder or a pipe in its place does not hold the app up', () => {
    mkdirSync(file)
    expect(book().change({ textSize: 130 })).toMatchObject({ preferences: { textSize: 130 }, problem: 'PREFERENCE_FILE_UNREADABLE' })
    expect(lstatSync(file).isDirectory()).toBe(true)
    folder = mkdtempSync(path.join(tmpdir(), 'casement-preferences-'))
    const pipe = path.join(folder, 'preferences.json')
    execFileSync('mkfifo', [pipe])
    expect(book().state().problem).toBe('PREFERENCE_FILE_UNREADABLE')
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })

  it('when it cannot be written any more, that is said, what is chosen holds, and a later success takes it back', () => {
    let isFull = true
    const failing = new PreferenceBook(folder, (...given) => {
      if (isFull) throw new Error('ENOSPC: Mrs Canary')
      writePreferenceFile(...given)
    })
    expect(failing.change({ textSize: 115 })).toEqual({ preferences: { ...DEFAULT_PREFERENCES, textSize: 115 }, problem: 'PREFERENCE_NOT_SAVED' })
    isFull = false
    expect(failing.change({ density: 'compact' }).problem).toBeNull()
    expect(written()).toEqual({ textSize: 115, density: 'compact' })
  })
})

describe('what a preference may hold', () => {
  it('no filter that is kept takes a text that somebody could type: the file is in clear', () => {
    const names = Object.keys(WorklistFiltersSchema.shape)
    for (const name of names) {
      for (const typed of ['Mrs Canary', ['Mrs Canary'], { name: 'Mrs Canary' }]) {
        expect(PreferenceChangeSchema.safeParse({ worklist: { filters: { [name]: typed }, sort: 'urgency' } }).success, name).toBe(false)
      }
    }
    expect(names.length).toBeGreaterThan(5)
    // The guard is what keeps the ward out: the list itself takes any.
    expect(WorklistFiltersSchema.safeParse({ ...NO_FILTERS, ward: ['Mrs Canary'] }).success).toBe(true)
  })

  it('a code twice is refused, so that a list cannot grow without end', () => {
    const withBands = (band: string[]) => PreferenceChangeSchema.safeParse({ worklist: { filters: { band }, sort: 'risk' } }).success
    expect([withBands(['high', 'severe']), withBands(['high', 'high'])]).toEqual([true, false])
  })

  it('filters come back as they were kept, without the ward', () => {
    const filters = { ...NO_FILTERS, band: ['high' as const], ward: ['Heron'], noContactForDays: 90 }
    expect(filtersOf(keptFilters(filters))).toEqual({ ...filters, ward: null })
    expect(filtersOf({})).toEqual(NO_FILTERS)
  })

  it('a preference that another version knows and this one does not costs nothing', () => {
    expect(readPreferences({ ...CHOSEN, worklist: { filters: { isFavourite: true }, sort: 'debt' } })).toEqual({ ...CHOSEN, worklist: DEFAULT_PREFERENCES.worklist })
  })
})

describe('the calls of the window', () => {
  const senderFrame = { url: 'casement-app://app/index.html', parent: null, routingId: 1, processId: 1 }
  const call = async (name: keyof typeof preferenceContract, request: unknown) => {
    const told: unknown[] = []
    const host = { forward: () => Promise.reject(new Error('the store is not asked')), handlers: createPreferenceHandlers(book(), (state) => told.push(state)) }
    return { answer: await answerCall(preferenceContract[name], host, { senderFrame }, request), told }
  }

  it('get, set and reset are answered by the main process; the window is told of each change', async () => {
    const { answer, told } = await call('set', { textSize: 115 })
    expect(answer).toMatchObject({ ok: true, value: { preferences: { textSize: 115 }, problem: null } })
    expect(told).toHaveLength(1)
    expect((await call('get', {})).answer).toMatchObject({ ok: true, value: { preferences: { textSize: 115 } } })
    expect((await call('reset', {})).answer).toMatchObject({ ok: true, value: { preferences: DEFAULT_PREFERENCES } })
  })

  it.each([
    ['a size that is not offered', { textSize: 120 }], ['a size as a word', { textSize: '115' }], ['a key that is none', { name: 'Mrs Canary' }], ['the window’s own bounds', { bounds: { x: 0 } }],
    ['a list', []], ['nothing', null], ['a filter without its sort', { worklist: { filters: {} } }],
  ])('%s is refused and changes nothing', async (_, request) => {
    const { answer, told } = await call('set', request)
    expect(answer).toEqual({ ok: false, error: { code: 'REQUEST_INVALID', detail: {} } })
    expect([told, existsSync(file)]).toEqual([[], false])
  })
})

describe('where the window stood', () => {
  const laptop = { x: 0, y: 0, width: 1920, height: 1040 }
  const desk = { x: 1920, y: -200, width: 2560, height: 1400 }
  const at = (x: number | null, y: number | null) => ({ x, y, width: 1366, height: 768, isMaximised: false })
  it('holds while one of the screens is there, also partly beyond its edge', () => {
    for (const bounds of [at(40, 40), at(-1_000, 0), at(1_800, 900), at(null, null)]) expect(visibleBounds(bounds, [laptop])).toEqual(bounds)
    expect(visibleBounds(at(2_500, -150), [laptop, desk])).toEqual(at(2_500, -150))
  })
  it('is given up when that screen is gone, so that nobody looks for a window that is nowhere; its size stays', () => {
    for (const bounds of [at(2_500, -150), at(1_900, 40), at(-1_360, 40), at(40, 1_030), at(40, -700)]) expect(visibleBounds(bounds, [laptop])).toEqual(at(null, null))
  })
})
