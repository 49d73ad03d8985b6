import { shortDomains } from '../../../renderer/components/code-words'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { NO_FILTERS } from '../../../shared/ipc/household-contract'
import { filterChips, toggled } from '../../../renderer/features/worklist/filter-chips'
import { nextSelected } from '../../../renderer/features/worklist/worklist-grid'
import { renderApp } from './support/render-app'

const firstRow = () => waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1))

test('services stand in the order in which an officer would ask, and the electoral register is left to the title', () => {
  expect(shortDomains(['adult-social-care', 'electoral', 'housing', 'revenues-and-benefits'])).toBe('Revs & bens, Housing, Adult care')
  expect(shortDomains(['electoral'])).toBe('')
})

describe('The worklist', () => {
  test('each filter becomes part of the request, with a chip that takes it away again', async () => {
    const fake = renderApp()
    await firstRow()
    expect(fake.requestsOf('household.listWorklist')[0]).toMatchObject({ view: 'mine', sort: 'urgency', after: null })
    fireEvent.click(screen.getByLabelText('Severe'))
    fireEvent.click(screen.getByLabelText('Due today or overdue'))
    fireEvent.change(screen.getByLabelText('Duty clock'), { target: { value: '14' } })
    fireEvent.change(screen.getByLabelText('Owes in all'), { target: { value: '100000' } })
    fireEvent.change(screen.getByLabelText('No contact for'), { target: { value: '90' } })
    fireEvent.click(screen.getByLabelText('Housing'))
    fireEvent.click(screen.getByLabelText('Rent arrears'))
    fireEvent.click(screen.getByLabelText('Prevention duty'))
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({
      filters: { ...NO_FILTERS, band: ['severe'], isDueToday: true, dutyWithinDays: 14, debtAtLeastPence: 100_000, noContactForDays: 90, knownTo: ['housing'], factor: ['rent-arrears'], duty: ['prevention'] },
    }))
    fireEvent.click(screen.getByRole('button', { name: /Severe risk/ }))
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ filters: { band: null, isDueToday: true } }))
    fireEvent.change(screen.getByLabelText('Reference starts with'), { target: { value: 'k7m–4' } })
    fireEvent.click(screen.getByLabelText('Heron'))
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ filters: { reference: 'k7m–4', ward: ['canterbury/Heron'] } }))
    expect(screen.getByRole('button', { name: /Heron, Canterbury/ })).toBeTruthy()
    expect(screen.getByRole('button', { name: /Reference K7M-4…/ })).toBeTruthy()
    fireEvent.change(screen.getByLabelText('District'), { target: { value: 'canterbury' } })
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ filters: { district: ['canterbury'], ward: ['canterbury/Heron'] } }))
    fireEvent.click(screen.getByRole('button', { name: 'Clear all' }))
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Active filters' })).toBeNull())
  })

  test('it says how many of how many', async () => {
    renderApp()
    await firstRow()
    expect(screen.getByText((_, node) => node?.className === 'worklist__count' && node.textContent === '12 of 12 households')).toBeTruthy()
  })

  test('the list is asked for with the counts that decide the view, and another view’s emptiness is never shown for it', async () => {
    const fake = renderApp((bridge) => { bridge.counts = { mine: 0, team: 12, 'due-today': 0, 'at-risk': 0, all: 12, referrals: 0 } })
    const shown: string[] = []
    const watching = new MutationObserver(() => shown.push(document.body.textContent ?? ''))
    watching.observe(document.body, { childList: true, subtree: true, characterData: true })
    await firstRow()
    watching.disconnect()
    expect(fake.requestsOf('household.listWorklist').map((request) => (request as { view: string }).view)).toEqual(['mine', 'team'])
    expect(shown.filter((words) => /caseload is empty|has no households|0 of 0/.test(words))).toEqual([])
  })

  test('the keyboard moves, opens, and comes back to the same row', async () => {
    renderApp()
    await firstRow()
    const grid = screen.getByRole('grid')
    const before = grid.getAttribute('aria-activedescendant')
    fireEvent.keyDown(grid, { key: 'j' })
    fireEvent.keyDown(grid, { key: 'ArrowDown' })
    const selected = grid.getAttribute('aria-activedescendant')
    expect(selected).not.toBe(before)
    fireEvent.keyDown(grid, { key: 'Enter' })
    await screen.findByText('Identity hidden')
    expect(document.title).toBe('Household – Casement')
    fireEvent.click(screen.getByRole('button', { name: '‹ Worklist' }))
    await screen.findByRole('grid')
    await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-activedescendant')).toBe(selected))
  })

  test('the selection stays with its household when others come in above it', async () => {
    const fake = renderApp()
    await firstRow()
    const grid = screen.getByRole('grid')
    fireEvent.keyDown(grid, { key: 'ArrowDown' })
    const selected = grid.getAttribute('aria-activedescendant')
    const [first] = within(grid).getAllByRole('row').slice(1)
    const above = fake.households.find(({ householdId }) => first?.id === `row-${householdId}`)!
    fake.households.splice(fake.households.indexOf(above), 1)
    fake.emit('household:changed', { householdIds: null })
    await waitFor(() => expect(document.getElementById(first?.id ?? '')).toBeNull())
    expect(grid.getAttribute('aria-activedescendant')).toBe(selected)
    fireEvent.keyDown(grid, { key: 'Enter' })
    await waitFor(() => expect(fake.requestsOf('household.get')).toEqual([{ householdId: selected?.slice('row-'.length) }]))
  })

  test('two keys go to another screen, and single keys can be switched off', async () => {
    renderApp()
    await firstRow()
    fireEvent.keyDown(document.body, { key: '?' })
    const help = await screen.findByRole('dialog')
    fireEvent.click(within(help).getByLabelText(/Single keys are on/))
    fireEvent.click(within(help).getByRole('button', { name: 'Close' }))
    fireEvent.keyDown(document.body, { key: 'g' })
    fireEvent.keyDown(document.body, { key: 'f' })
    expect(screen.queryByRole('heading', { name: 'Find a household' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Keyboard help' }))
    fireEvent.click(await screen.findByLabelText(/Single keys are on/))
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.keyDown(document.body, { key: 'g' })
    fireEvent.keyDown(document.body, { key: 'f' })
    await screen.findByRole('heading', { name: 'Find a household' })
  })

  test('when nothing is there, it says why: not in scope, not here yet, or on its way', async () => {
    const fake = renderApp((bridge) => bridge.households.splice(0))
    await screen.findByRole('heading', { name: 'No households are in your scope' })
    const never = { ...fake.sync, lastSyncedAt: null }
    for (const sync of [{ ...never, isOnline: false }, { ...never, lastProblem: 'HUB_UNREACHABLE' as const }]) {
      act(() => fake.emit('sync:status-changed', sync))
      await screen.findByRole('heading', { name: 'No households are on this laptop' })
      act(() => fake.emit('sync:status-changed', { ...never, phase: 'first-sync' }))
      await screen.findByRole('heading', { name: 'Fetching your households' })
    }
  })

  test('during a first sync it can be used, and shows real counts', async () => {
    renderApp((fake) => { fake.sync = { ...fake.sync, phase: 'first-sync', lastSyncedAt: null, progress: { done: 12, total: 40 } } })
    await firstRow()
    const progress = screen.getByRole('progressbar')
    expect([progress.getAttribute('aria-valuenow'), progress.getAttribute('aria-valuemax')]).toEqual(['12', '40'])
  })

  test('offline is said on every screen', async () => {
    renderApp((fake) => { fake.sync = { ...fake.sync, isOnline: false, waitingToSend: 2 } })
    await screen.findByText(/What you write is kept on this laptop and sent later/)
    expect(screen.getByText('2 waiting to send')).toBeTruthy()
  })
})

describe('Filters and selection', () => {
  test('wards of one name in two districts are two, and a district leaves only its own', async () => {
    const fake = renderApp((bridge) => bridge.households.splice(0, 2, ...bridge.households.slice(0, 2).map((household, n) => ({
      ...household, district: n === 0 ? 'canterbury' as const : 'dover' as const, ward: { ...household.ward, name: 'Central' },
    }))))
    await firstRow()
    const inDover = await screen.findByRole('group', { name: 'Dover', hidden: true })
    expect(screen.getAllByLabelText('Central')).toHaveLength(2)
    fireEvent.click(within(inDover).getByLabelText('Central'))
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ filters: { ward: ['dover/Central'] } }))
    fireEvent.change(screen.getByLabelText('District'), { target: { value: 'canterbury' } })
    await waitFor(() => expect(fake.requestsOf('household.listWorklist').at(-1)).toMatchObject({ filters: { district: ['canterbury'], ward: null } }))
    expect(screen.queryByRole('group', { name: 'Dover', hidden: true })).toBeNull()
  })

  test('a filter of several values is null when the last is taken out', () => {
    expect(toggled(toggled(null, 'high'), 'high')).toBeNull()
    expect(toggled(['high'], 'severe')).toEqual(['high', 'severe'])
  })

  test('taking away every chip in turn leads back to no filters', () => {
    let filters = { ...NO_FILTERS, band: ['high' as const, 'severe' as const], ward: ['canterbury/Heron', 'dover/Heron'], reference: 'k7m', isDueToday: true, dutyWithinDays: 0, knownTo: ['housing' as const], debtAtLeastPence: 50_000 }
    for (let chip = filterChips(filters)[0]; chip !== undefined; chip = filterChips(filters)[0]) filters = chip.without as typeof filters
    expect(filters).toEqual(NO_FILTERS)
  })

  test('the selection stays inside the list', () => {
    expect([nextSelected('ArrowUp', 0, 5, 3), nextSelected('End', 1, 5, 3), nextSelected('PageDown', 3, 5, 3), nextSelected('k', 3, 5, 3), nextSelected('x', 3, 5, 3), nextSelected('j', 0, 0, 3)]).toEqual([0, 4, 4, 2, null, null])
  })
})
