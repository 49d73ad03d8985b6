import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { EMPTY_DECLARATION, readDeclaration } from '../../../renderer/features/circle/declare-form-state'
import type { Role } from '../../../shared/model/codes'
import type { FakeBridge } from './support/fake-bridge'
import { makeDeclared } from './support/fake-circle'
import { renderApp } from './support/render-app'

afterEach(cleanup)

async function violations(): Promise<string[]> {
  const result = await axe.run(document.documentElement, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
async function openAs(role: Role, prepare: (fake: FakeBridge) => void = () => undefined): Promise<FakeBridge> {
  const fake = renderApp((bridge) => {
    bridge.access = { ...bridge.access, officer: { officerId: 'amara.okafor', displayName: 'Amara Okafor', role, team: 'income-and-debt', district: 'canterbury' } }
    prepare(bridge)
  })
  fireEvent.click(within(await screen.findByRole('navigation', { name: 'Tools' })).getByRole('button', { name: 'People I know' }))
  await screen.findByRole('heading', { level: 1, name: 'People I know' })
  return fake
}
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('People I know', () => {
  test('says why, takes a declaration in the officer’s words, and shows them to nobody again', async () => {
    const fake = await openAs('officer')
    await screen.findByText('You have declared nobody')
    expect(await violations()).toEqual([])
    type('How you know them', 'neighbour')
    type('Name', 'Winifred  Knownley ')
    for (const [part, value] of [['Day', '5'], ['Month', '4'], ['Year', '1971']] as const) type(part, value)
    fireEvent.click(screen.getByRole('button', { name: 'Declare' }))
    await screen.findByText(/^Declared: a neighbour/)
    expect(fake.requestsOf('circle.declare')).toMatchObject([{ kind: 'neighbour', words: { name: 'Winifred Knownley', dateOfBirth: '1971-04-05', addressLine: null, postcode: null } }])
    await screen.findByRole('heading', { name: 'Your declarations (1 stands)' })
    expect(document.documentElement.outerHTML).not.toMatch(/Winifred|Knownley|1971/)
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('')
  })

  test('a form that could recognise nobody is not sent, and says what is missing where', async () => {
    const fake = await openAs('officer')
    await screen.findByText('You have declared nobody')
    type('Name', 'Winifred Knownley')
    fireEvent.click(screen.getByRole('button', { name: 'Declare' }))
    await screen.findByText('There is a problem')
    expect(screen.getAllByText(/Choose how you know them/).length).toBeGreaterThan(0)
    expect(await violations()).toEqual([])
    expect(fake.requestsOf('circle.declare')).toEqual([])
  })

  test('after a lost answer the same declaration is asked again under its id; other words are another', async () => {
    const fake = await openAs('officer', (bridge) => bridge.failing.set('circle.declare', 'CIRCLE_OFFLINE'))
    await screen.findByText('You have declared nobody')
    type('How you know them', 'own-household')
    type(/First line of the address/, '12 Hopfield Road')
    type('Postcode', 'ct1 7zz')
    fireEvent.click(screen.getByRole('button', { name: 'Declare' }))
    await screen.findByText(/needs a connection: nothing of it is kept on this laptop/)
    fireEvent.click(screen.getByRole('button', { name: 'Declare' }))
    await waitFor(() => expect(fake.requestsOf('circle.declare')).toHaveLength(2))
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Declare' }).disabled).toBe(false))
    fake.failing.clear()
    type('Postcode', 'ct1 7zx')
    fireEvent.click(screen.getByRole('button', { name: 'Declare' }))
    await screen.findByText(/^Declared: my own household/)
    const ids = (fake.requestsOf('circle.declare') as { declarationId: string }[]).map(({ declarationId }) => declarationId)
    expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false])
  })

  test('a withdrawal is asked for, and stands until somebody else agrees', async () => {
    const fake = await openAs('outreach', (bridge) => { bridge.circle.own = [makeDeclared(1), makeDeclared(2, { kind: 'friend', state: 'withdrawn', changedAt: '2026-11-21T09:00:00.000Z' })] })
    fireEvent.click(await screen.findByRole('button', { name: /^Ask to withdraw: Family/ }))
    await screen.findByText('Your supervisor is asked. Until somebody else agrees, the declaration stands.')
    await screen.findByText('Withdrawal waits for somebody else')
    expect(fake.requestsOf('circle.askWithdrawal')).toHaveLength(1)
    expect(screen.queryByText('Declarations of colleagues')).toBeNull()
  })

  test('a supervisor sees that colleagues declared somebody, never whom, and agrees to a withdrawal', async () => {
    const fake = await openAs('supervisor', (bridge) => {
      bridge.circle.isKeeper = true
      bridge.circle.kept = [{ ...makeDeclared(3, { kind: 'neighbour', state: 'withdrawal-asked', changedAt: '2026-11-25T09:00:00.000Z' }), officerId: 'tom.brennan' }, { ...makeDeclared(4), officerId: 'lena.fox' }]
    })
    await screen.findByText(/1 waits\./)
    expect(await violations()).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: /^Agree: .*A neighbour$/ }))
    const asked = await screen.findByRole('alertdialog', { name: /^Agree that .* no longer knows them\?$/ })
    expect(asked.textContent).toContain('It is kept that you agreed')
    expect(await violations()).toEqual([])
    expect(fake.requestsOf('circle.decide'), 'one press opens nothing to anybody').toEqual([])
    fireEvent.click(within(asked).getByRole('button', { name: 'Agree' }))
    await screen.findByText('Withdrawn')
    expect(fake.requestsOf('circle.decide')).toMatchObject([{ agrees: true }])
  })

  test('an administrator has nobody to declare', async () => {
    renderApp((bridge) => { bridge.access = { ...bridge.access, officer: { officerId: 'dev.patel', displayName: 'Dev Patel', role: 'admin', team: 'customer-contact', district: 'canterbury' } } })
    expect(within(await screen.findByRole('navigation', { name: 'Tools' })).queryByRole('button', { name: 'People I know' })).toBeNull()
  })
})

describe('reading the form', () => {
  const TODAY = '2026-11-26'
  const form = { ...EMPTY_DECLARATION, kind: 'friend' as const }
  test.each([
    ['a name alone', { name: 'Winifred Knownley' }, 'circle-name'], ['nothing', {}, 'circle-name'], ['an address without its postcode', { addressLine: '12 Hopfield Road' }, 'circle-postcode'],
    ['half a postcode', { name: 'Winifred Knownley', postcode: 'CT1' }, 'circle-postcode'], ['no real date', { name: 'Winifred Knownley', dateOfBirth: { day: '31', month: '2', year: '1971' } }, 'circle-birth'],
    ['a date to come', { name: 'Winifred Knownley', dateOfBirth: { day: '1', month: '1', year: '2030' } }, 'circle-birth'],
  ] as const)('%s is not enough', (_, typed, field) => {
    const read = readDeclaration({ ...form, ...typed }, TODAY)
    expect('errors' in read ? read.errors.map(({ fieldId }) => fieldId) : read).toContain(field)
  })

  test('an address is enough, for everybody who lives there', () => {
    expect(readDeclaration({ ...form, addressLine: ' 12  Hopfield Road', postcode: 'ct1 7zz' }, TODAY)).toEqual({ kind: 'friend', words: { name: null, dateOfBirth: null, addressLine: '12 Hopfield Road', postcode: 'CT1 7ZZ' } })
  })
})
