import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, test } from 'vitest'
import { OfficerIdSchema } from '../../../shared/model/ids'
import type { Role } from '../../../shared/model/codes'
import { escalatedWords, waitingWithWords } from '../../../renderer/components/waiting-words'
import { mondayOf, weeksFrom } from '../../../renderer/features/stand-ins/week'
import type { FakeBridge } from './support/fake-bridge'
import { renderApp } from './support/render-app'

afterEach(cleanup)

const violations = async (): Promise<string[]> =>
  (await axe.run(document.documentElement, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } } })).violations.map(({ id }) => id)

async function open(role: Role, screenName: string, prepare: (fake: FakeBridge) => void = () => undefined): Promise<FakeBridge> {
  const officerId = role === 'supervisor' ? 'priya.nair' : role === 'admin' ? 'dev.patel' : role === 'ig-lead' ? 'helen.marsh' : 'amara.okafor'
  const fake = renderApp((bridge) => {
    bridge.access = { ...bridge.access, officer: { officerId: OfficerIdSchema.parse(officerId), displayName: 'Somebody', role, team: 'income-and-debt', district: 'canterbury' } }
    prepare(bridge)
  })
  fireEvent.click(within(await screen.findByRole('navigation', { name: 'Main' })).getByRole('button', { name: screenName }))
  await screen.findByRole('heading', { level: 1, name: screenName })
  return fake
}

describe('Deputies and rota', () => {
  test('a supervisor names a deputy; what is missing is said, and the deputy can be ended again', async () => {
    const fake = await open('supervisor', 'Deputies and rota')
    await screen.findByText('Nobody stands in at present')
    fireEvent.click(screen.getByRole('button', { name: 'Name a deputy…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Name a deputy' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Name the deputy' }))
    expect((await within(dialog).findAllByText('Choose who stands in for you')).length).toBeGreaterThan(0)
    expect(fake.requestsOf('standIns.nameDeputy')).toEqual([])
    fireEvent.change(within(dialog).getByLabelText('Deputy'), { target: { value: 'leila.haddad' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Name the deputy' }))
    const row = (await screen.findByText('Leila Haddad', { selector: 'strong' })).closest('tr')!
    expect(row.textContent).toContain('Priya Nair')
    expect(fake.requestsOf('standIns.nameDeputy')).toMatchObject([{ deputyId: 'leila.haddad', from: fake.today }])
    fireEvent.click(within(row).getByRole('button', { name: 'End: Leila Haddad stands in for Priya Nair' }))
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'End it now' }))
    await screen.findByText('Nobody stands in at present')
    expect(await violations()).toEqual([])
  })

  test('the rota is entered a week at a time: nobody puts themselves at the desk, and only supervisors are on duty for approvals', async () => {
    const fake = await open('supervisor', 'Deputies and rota')
    fireEvent.click(await screen.findByRole('button', { name: 'Put somebody on…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Put somebody on the rota' })
    const names = () => within(within(dialog).getByLabelText('Officer')).getAllByRole('option').map(({ textContent }) => textContent)
    expect(names().some((name) => name?.startsWith('Priya Nair'))).toBe(false)
    fireEvent.change(within(dialog).getByLabelText('Duty'), { target: { value: 'approver' } })
    expect(names()).toEqual(['Choose', 'Priya Nair, Income and debt', 'Callum Reid, Housing options'])
    fireEvent.change(within(dialog).getByLabelText('Officer'), { target: { value: 'callum.reid' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Put on the rota' }))
    await screen.findByRole('button', { name: /^Take Callum Reid off the rota/ })
    expect(fake.requestsOf('standIns.enterShift')).toEqual([{ officerId: 'callum.reid', cover: 'approver', week: mondayOf(fake.today) }])
    expect(weeksFrom('2026-11-29', 2).map(([monday]) => monday)).toEqual(['2026-11-23', '2026-11-30'])
    expect(await violations()).toEqual([])
  })

  test('an officer reads it and enters nothing; a deputy finds the supervisor’s queue in the navigation', async () => {
    const fake = await open('officer', 'Deputies and rota', (bridge) => {
      bridge.standIns.deputyships = [bridge.standIns.deputyship()]
      bridge.standIns.shifts = [bridge.standIns.shift()]
    })
    await screen.findByText('Leila Haddad', { selector: 'strong' })
    expect(screen.queryByRole('button', { name: /^(Name a deputy|Put somebody on|End:|Take)/ })).toBeNull()
    const nav = screen.getByRole('navigation', { name: 'Main' })
    expect(within(nav).queryByRole('button', { name: 'Approvals' })).toBeNull()
    fake.standIns.own = { deputyships: [fake.standIns.deputyship()], isAtDesk: false }
    fake.emit('request:changed', { waiting: 0, news: 0, listNews: 0, toDecide: 1 })
    await within(nav).findByRole('button', { name: /^Approvals/ })
  })

  test('with whom a request waits is said by name, and since when it is with others as well', () => {
    const base = { district: 'canterbury' as const, teams: ['income-and-debt' as const], isProtected: false }
    expect(waitingWithWords(base)).toBe('a supervisor of Income and debt, Canterbury')
    const people = [{ name: 'A', capacity: 'own' as const, standsFor: null }, { name: 'C', capacity: 'duty' as const, standsFor: null }, { name: 'B', capacity: 'deputy' as const, standsFor: 'A' }]
    expect(waitingWithWords({ ...base, people })).toBe('a supervisor of Income and debt, Canterbury, at this moment A, B as deputy or C on duty')
    expect(waitingWithWords({ ...base, people: people.slice(2) })).toBe('a supervisor of Income and debt, Canterbury, at this moment B as deputy of A')
    expect(waitingWithWords({ ...base, people: [] })).toContain('nobody who could decide it at this moment')
    expect(escalatedWords({ ...base, people, escalatedAt: null })).toBe('')
    expect(escalatedWords({ ...base, people, escalatedAt: '2026-11-26T18:40:00.000Z' })).toBe('Nobody decided in time, so it has been with whoever is on duty as well since 26 Nov 2026 at 18:40.')
    expect(escalatedWords({ ...base, people: people.slice(0, 1), escalatedAt: '2026-11-26T18:40:00.000Z' })).toContain('every supervisor of the district')
  })
})

describe('People who decide', () => {
  const side = (name: string, approved: number, ofAll: number) => ({ officerId: OfficerIdSchema.parse(name.toLowerCase().replace(' ', '.')), name, team: 'income-and-debt' as const, approved, ofAll })

  test('pairs who approve each other are counted and explained; none is said too', async () => {
    const fake = await open('ig-lead', 'Reviews')
    await screen.findByText('No two people approved each other’s requests that often.')
    fake.standIns.pairs = [{ first: side('Grace Tembo', 6, 8), second: side('Priya Nair', 4, 16) }]
    fireEvent.change(screen.getByLabelText('Period'), { target: { value: '365' } })
    const table = await screen.findByRole('table', { name: 'Pairs who approve each other, most first' })
    for (const words of ['Grace Tembo approved 6', '75% (6 of 8)', 'Priya Nair approved 4', '25% (4 of 16)']) expect(table.textContent).toContain(words)
    expect(await violations()).toEqual([])
  })

  test('an administrator links two accounts after reading what it means, and cannot take it back', async () => {
    const fake = await open('admin', 'People and roles')
    await screen.findByText('No accounts are linked.')
    fireEvent.click(screen.getByRole('button', { name: 'Link two accounts…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Link two accounts of one person' })
    expect(within(within(dialog).getByLabelText('One account')).queryByRole('option', { name: /dev\.patel/ })).toBeNull()
    fireEvent.change(within(dialog).getByLabelText('One account'), { target: { value: 'amara.okafor' } })
    fireEvent.change(within(dialog).getByLabelText('Another account of the same person'), { target: { value: 'amara.okafor' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Continue' }))
    expect((await within(dialog).findAllByText('Choose another account of the same person')).length).toBeGreaterThan(0)
    fireEvent.change(within(dialog).getByLabelText('Another account of the same person'), { target: { value: 'priya.nair' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Continue' }))
    const confirm = await screen.findByRole('alertdialog', { name: 'Link amara.okafor and priya.nair?' })
    expect(confirm.textContent).toContain('cannot be taken back')
    fireEvent.click(within(confirm).getByRole('button', { name: 'Link for good' }))
    await waitFor(() => expect(fake.requestsOf('standIns.linkAccounts')).toEqual([{ officerId: 'amara.okafor', otherId: 'priya.nair' }]))
    await screen.findByText('amara.okafor and priya.nair are noted as one person’s accounts.')
    expect(await violations()).toEqual([])
  })
})
