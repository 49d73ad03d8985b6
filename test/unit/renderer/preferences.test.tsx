import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { DEFAULT_PREFERENCES } from '../../../shared/ipc/preference-contract'
import { isSameView } from '../../../renderer/features/worklist/default-view'
import { renderApp } from './support/render-app'

const openPreferences = async () => {
  await screen.findByRole('grid')
  fireEvent.click(screen.getByRole('button', { name: 'Preferences' }))
  await screen.findByRole('heading', { name: 'Preferences', level: 1 })
}
const { dataset } = document.documentElement

describe('Preferences', () => {
  test('each choice is kept at once and shows at once', async () => {
    const fake = renderApp()
    await openPreferences()
    fireEvent.click(screen.getByLabelText('150 %, largest'))
    fireEvent.click(screen.getByLabelText('Compact'))
    fireEvent.click(screen.getByLabelText('Nothing moves or fades'))
    fireEvent.click(screen.getByLabelText('Single keys are on'))
    await waitFor(() => expect(fake.requestsOf('preference.set')).toEqual([{ textSize: 150 }, { density: 'compact' }, { isMotionReduced: true }, { areSingleKeysOn: false }]))
    await waitFor(() => expect([dataset['density'], dataset['motion']]).toEqual(['compact', 'reduced']))
    await screen.findByText('Saved on this laptop.')
    expect(screen.getByLabelText<HTMLInputElement>('150 %, largest').checked).toBe(true)
  })

  test('single keys that were switched off stay off', async () => {
    renderApp((fake) => { fake.preferences = { ...fake.preferences, preferences: { ...DEFAULT_PREFERENCES, areSingleKeysOn: false } } })
    await screen.findByRole('grid')
    fireEvent.keyDown(document.body, { key: 'g' })
    fireEvent.keyDown(document.body, { key: 'o' })
    expect(screen.queryByRole('heading', { name: 'Preferences' })).toBeNull()
  })

  test('text size can be chosen before unlock', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'locked' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Text size and other preferences' }))
    fireEvent.click(within(await screen.findByRole('dialog')).getByLabelText('130 %'))
    await waitFor(() => expect(fake.requestsOf('preference.set')).toEqual([{ textSize: 130 }]))
  })

  test('the worklist opens with what was kept, and the present filters can be kept', async () => {
    const fake = renderApp((bridge) => { bridge.preferences = { ...bridge.preferences, preferences: { ...DEFAULT_PREFERENCES, worklist: { filters: { band: ['severe'] }, sort: 'debt' } } } })
    await waitFor(() => expect(fake.requestsOf('household.listWorklist')[0]).toMatchObject({ filters: { ...NO_FILTERS, band: ['severe'] }, sort: 'debt' }))
    expect(screen.queryByRole('button', { name: /default/ })).toBeNull()
    fireEvent.click(await screen.findByLabelText('High'))
    fireEvent.click(await screen.findByRole('button', { name: 'Save current filters as my default' }))
    await waitFor(() => expect(fake.requestsOf('preference.set')).toEqual([{ worklist: { filters: { band: ['severe', 'high'] }, sort: 'debt' } }]))
    await screen.findByText('Saved: your worklist opens like this from now on.')
    fireEvent.click(screen.getByRole('button', { name: 'Clear all' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Back to my default' }))
    expect(within(await screen.findByRole('list', { name: 'Active filters' })).getAllByRole('listitem')).toHaveLength(2)
    fireEvent.click(screen.getByRole('button', { name: 'Preferences' }))
    expect((await screen.findByRole('list', { name: 'What the worklist opens with' })).textContent).toBe('Severe riskHigh riskMost owed first')
  })

  test('a reset asks first, then brings the defaults back', async () => {
    const fake = renderApp((bridge) => { bridge.preferences = { ...bridge.preferences, preferences: { ...DEFAULT_PREFERENCES, density: 'compact' } } })
    await openPreferences()
    fireEvent.click(screen.getByRole('button', { name: 'Reset to defaults…' }))
    expect(fake.requestsOf('preference.reset')).toEqual([])
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Reset' }))
    await screen.findByText('Everything is back to its default.')
    await waitFor(() => expect(dataset['density']).toBe('comfortable'))
  })

  test('a file that cannot be read is said, with what to do', async () => {
    renderApp((fake) => { fake.preferences = { ...fake.preferences, problem: 'PREFERENCE_FILE_UNREADABLE' } })
    await openPreferences()
    expect(screen.getByRole('alert').textContent).toContain('Code PREFERENCE_FILE_UNREADABLE')
  })

  test('when the main process does not answer, the app opens with the defaults', async () => {
    renderApp((fake) => fake.failing.set('preference.get', 'INTERNAL'))
    await screen.findByRole('grid')
    expect(dataset['density']).toBe('comfortable')
  })
})

test('the same filters in another order are the same view; wards do not count', () => {
  const view = { filters: { ...NO_FILTERS, band: ['high' as const, 'low' as const] }, sort: 'risk' as const }
  expect(isSameView(view, { ...view, filters: { ...view.filters, band: ['low', 'high'], ward: ['Heron'] } })).toBe(true)
  expect(isSameView(view, { ...view, sort: 'debt' })).toBe(false)
  expect(isSameView(view, { ...view, filters: { ...view.filters, isDueToday: true } })).toBe(false)
})
