import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { ERROR_CODES } from '../../../shared/errors/error-code'
import { ROLES, type Role } from '../../../shared/model/codes'
import { ERROR_HELP } from '../../../renderer/features/help/error-help'
import { ROLE_HELP } from '../../../renderer/features/help/role-help'
import { searchHelp } from '../../../renderer/features/help/search-help'
import { renderApp } from './support/render-app'

describe('Help', () => {
  test('stands ready for the officer’s own role, with another’s one choice away', async () => {
    renderApp((fake) => { fake.access = { ...fake.access, officer: fake.access.officer === null ? null : { ...fake.access.officer, role: 'supervisor' } } })
    await screen.findByRole('grid')
    fireEvent.click(screen.getByRole('button', { name: 'Help' }))
    await screen.findByRole('heading', { name: 'Help', level: 1 })
    expect(screen.getByLabelText<HTMLSelectElement>('Help for').value).toBe('supervisor')
    screen.getByText('A request waits for your decision')
    fireEvent.change(screen.getByLabelText('Help for'), { target: { value: 'ig-lead' } })
    screen.getByText('Somebody asks who looked at a record')
  })

  test('a code that was read out finds its words and what to do; so does a word of them', async () => {
    renderApp()
    await screen.findByRole('grid')
    fireEvent.keyDown(document.body, { key: 'g' })
    fireEvent.keyDown(document.body, { key: 'h' })
    fireEvent.change(await screen.findByLabelText('Search help'), { target: { value: 'access device limit' } })
    const found = screen.getByRole('region', { name: 'Codes found' })
    within(found).getByText('Ask your administrator to revoke one.')
    fireEvent.change(screen.getByLabelText('Search help'), { target: { value: 'xyzzy' } })
    screen.getByText('Nothing found')
    fireEvent.click(screen.getByRole('button', { name: 'Show all help' }))
    fireEvent.click(screen.getByRole('button', { name: `Show all ${ERROR_HELP.length} codes` }))
    expect(screen.getAllByRole('row')).toHaveLength(ERROR_HELP.length + 1)
  })

  test('is there before unlock too, without a call', async () => {
    const fake = renderApp((bridge) => { bridge.access = { ...bridge.access, phase: 'locked' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Help' }))
    fireEvent.change(within(await screen.findByRole('dialog')).getByLabelText('Search help'), { target: { value: 'ACCESS_WAIT' } })
    screen.getByText('Too many wrong passphrases in a row.')
    expect(new Set(fake.calls.map(({ name }) => name))).toEqual(new Set(['access.getState', 'preference.get']))
  })

  test('what stands beside a thing explains it and gives the focus back', async () => {
    renderApp()
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    await screen.findByText('Identity hidden')
    for (const [about, says] of [['Duty clock', /56 days/], ['Risk indicator', /You judge/], ['What is masked', /identity vault/], ['Risk band', /decides nothing/]] as const) {
      fireEvent.click(screen.getByRole('button', { name: `What does this mean? ${about}` }))
      const dialog = await screen.findByRole('dialog', { name: about })
      expect(within(dialog).getAllByText(says).length).toBeGreaterThan(0)
      fireEvent.click(within(dialog).getAllByRole('button', { name: 'Close' })[0] as HTMLElement)
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    }
  })

  test('a role without casework is offered no practice', async () => {
    renderApp((fake) => { fake.access = { ...fake.access, officer: fake.access.officer === null ? null : { ...fake.access.officer, role: 'admin' } } })
    fireEvent.click(await screen.findByRole('button', { name: 'Help' }))
    await screen.findByText('You see no household, no reason and no words of an officer.')
    expect(screen.queryByRole('button', { name: /Practise/ })).toBeNull()
  })
})

describe('What help says', () => {
  test.each(Object.keys(ROLES) as Role[])('%s: what the role does and five tasks or more, each in steps', (role) => {
    const { does, tasks } = ROLE_HELP[role]
    expect(does.length).toBeGreaterThan(0)
    expect(tasks.length).toBeGreaterThanOrEqual(5)
    for (const { title, steps } of tasks) {
      expect(steps?.length ?? 0, title).toBeGreaterThanOrEqual(3)
      for (const step of steps ?? []) expect(step).toMatch(/^[A-Z].*[.]$/)
    }
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length)
  })

  test('every declared code is in it, with its own words', () => {
    expect(ERROR_HELP.map(({ code }) => code)).toEqual(Object.keys(ERROR_CODES))
    expect(searchHelp('reveal_clock', [], ERROR_HELP).errors).toEqual([{ code: 'REVEAL_CLOCK', ...ERROR_CODES.REVEAL_CLOCK }])
  })

  test('a search takes its words in any order and case, and no words for everything', () => {
    const topics = [{ id: 'a', title: 'Lost laptop', steps: ['Tell your administrator.'] }, { id: 'b', title: 'Keys', lines: ['m: re-mask'] }]
    expect(searchHelp('ADMINISTRATOR  lost', topics, []).topics.map(({ id }) => id)).toEqual(['a'])
    expect(searchHelp('re-mask', topics, []).topics.map(({ id }) => id)).toEqual(['b'])
    expect(searchHelp('  ', topics, ERROR_HELP)).toEqual({ topics, errors: ERROR_HELP })
  })

  test('no address of the web stands in it', () => {
    expect(JSON.stringify(ROLE_HELP)).not.toMatch(/https?:|www\./)
  })
})
