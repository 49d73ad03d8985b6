import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { CasementError } from '../../../shared/errors/casement-error'
import type { Role } from '../../../shared/model/codes'
import { consequencesOf } from '../../../renderer/features/administration/consequences'
import { NO_SEARCH, readSearch } from '../../../renderer/features/oversight/search-form-state'
import { homeOf, screensOf } from '../../../renderer/pages/screens'
import type { FakeBridge } from './support/fake-bridge'
import { renderApp, TODAY } from './support/render-app'

const SELF: Partial<Record<Role, string>> = { supervisor: 'priya.nair', 'ig-lead': 'helen.marsh', admin: 'dev.patel' }

const renderAs = (role: Role, prepare: (fake: FakeBridge) => void = () => undefined): FakeBridge =>
  renderApp((fake) => {
    if (fake.access.officer !== null) fake.access = { ...fake.access, officer: { ...fake.access.officer, role, officerId: SELF[role] ?? 'amara.okafor' } }
    prepare(fake)
  })
const press = (...keys: string[]) => { for (const key of keys) fireEvent.keyDown(document.body, { key }) }
const nav = () => within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('button').map((button) => button.textContent)
const title = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })

async function violations(): Promise<string[]> {
  const result = await axe.run(document.documentElement, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

describe('The screens of a role', () => {
  test.each([
    ['officer', 'Worklist', ['Worklist', 'Find', 'Requests', 'Contact lists', 'Visits', 'My reveals', 'Deputies and rota', 'Sync']], ['outreach', 'Worklist', ['Worklist', 'Find', 'Requests', 'Contact lists', 'Visits', 'My reveals', 'Deputies and rota', 'Sync']],
    ['supervisor', 'Worklist', ['Worklist', 'Find', 'Approvals', 'Requests', 'Contact lists', 'Visits', 'My reveals', "Team's reveals", 'Deputies and rota', 'Reviews', 'Sync']], ['ig-lead', 'Who looked', ['Who looked', 'Search the ledger', 'Statements', 'Devices', 'Purposes', 'Partners', 'Sharing agreement', 'Administration log', 'Reviews', 'Use of these tools', 'Sync']],
    ['admin', 'Devices', ['Devices', 'People and roles', 'Purposes', 'Partners', 'Sharing agreement', 'Intake runs', 'Administration log', 'Sync']],
  ] as const)('%s lands on %s and sees nobody else\'s work', async (role, home, screens) => {
    renderAs(role)
    await title(home)
    expect(nav()).toEqual(screens)
  })

  test('no two screens of a role share a key, and each role has a home', () => {
    for (const role of ['officer', 'outreach', 'supervisor', 'ig-lead', 'admin'] as const) {
      const keys = screensOf(role).map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      expect(keys.length).toBeGreaterThan(2)
      expect(homeOf(role)).toBe(screensOf(role)[0]?.to)
    }
  })

  test('the keys of the help are those of the role', async () => {
    renderAs('admin')
    await title('Devices')
    press('?')
    const help = await screen.findByRole('dialog', { name: 'Keys' })
    expect(help.textContent).toContain('g pGo to People and roles')
    expect(help.textContent).not.toContain('Go to Find')
  })
})

describe('Every screen of review and administration passes axe', () => {
  test.each([
    ['supervisor', ['g', 't'], "Team's reveals", /Reveals, newest first/], ['ig-lead', ['g', 'l'], 'Who looked', /What you will see/], ['ig-lead', ['g', 'e'], 'Search the ledger', /Choose what to look for/],
    ['ig-lead', ['g', 'b'], 'Statements for residents', /No statement has been made/], ['ig-lead', ['g', 'n'], 'Use of these tools', /Who looked/],
    ['ig-lead', ['g', 'u'], 'Purposes', /Homelessness: prevention duty/], ['admin', ['g', 'd'], 'Devices', /Laptop 2201/], ['admin', ['g', 'p'], 'People and roles', /Amara Okafor/], ['admin', ['g', 'i'], 'Intake runs', /Housing/], ['admin', ['g', 'r'], /^Sharing agreement/, /Children's social care/], ['admin', ['g', 'z'], 'Partners and sources', /Overdue by 5 days/], ['ig-lead', ['g', 'z'], 'Partners and sources', /Article 9\(2\)\(f\)/], ['ig-lead', ['g', 'j'], 'Administration log', /Dev Patel/], ['ig-lead', ['g', 'r'], /^Sharing agreement/, /Breathing Space/],
  ] as const)('%s: %s', async (role, keys, name, text) => {
    renderAs(role)
    await title(homeOf(role) === '/' ? 'Worklist' : homeOf(role) === '/devices' ? 'Devices' : 'Who looked')
    press(...keys)
    await title(name)
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0)
    expect(await violations()).toEqual([])
  })
})

describe('What came in', () => {
  test('rows that were loaded and must be looked at are counted beside those rejected', async () => {
    renderAs('admin')
    await title('Devices')
    press('g', 'i')
    const table = await screen.findByRole('table', { name: /Intake runs/ })
    expect(within(table).getByRole('columnheader', { name: 'To look at' })).toBeTruthy()
    expect(within(table).getByRole('cell', { name: '17' })).toBeTruthy()
  })

  test('a source that sends no more is said to be overdue, one that never sent to have sent nothing, and the notice stands with its version', async () => {
    renderAs('admin')
    await title('Devices')
    press('g', 'z')
    await title('Partners and sources')
    const sources = await screen.findByRole('table', { name: /Source systems/ })
    expect(within(sources).getAllByRole('row')).toHaveLength(10)
    expect(within(sources).getByRole('row', { name: /^Housing Housing 7 days .* Overdue by 5 days$/ })).toBeTruthy()
    expect(within(sources).getByRole('row', { name: /Nothing loaded yet$/ })).toBeTruthy()
    expect(screen.getByText('Notice of 12 June 2023')).toBeTruthy()
    expect(screen.getByText(/Canterbury, Dartford, Dover/)).toBeTruthy()
    expect(within(screen.getByRole('table', { name: /Categories of data/ })).getAllByRole('row')).toHaveLength(13)
  })
})

describe('The sharing agreement', () => {
  test('each level is said in words, what stays is said with its reason, and each version with what it changed', async () => {
    renderAs('admin')
    await title('Devices')
    press('g', 'r')
    await title('Sharing agreement Version 2')
    const levels = screen.getByRole('table', { name: 'What each role sees of each service' })
    expect(within(levels).getByRole('row', { name: "Children's social care What it says of the household That it knows the household What it says of the household Nothing Nothing" })).toBeTruthy()
    expect(within(levels).getAllByRole('row')).toHaveLength(9)
    expect(screen.getByText('They must be known before anybody rings, writes or knocks.')).toBeTruthy()
    expect(screen.getByText('purposes-0a1b2c3d')).toBeTruthy()
    const versions = screen.getByRole('table', { name: /Versions of the agreement/ })
    expect(within(versions).getByText('Outreach worker, Education: that it knows the household (before: what it says of the household)')).toBeTruthy()
    expect(within(versions).getByText('The first version')).toBeTruthy()
  })
})

describe("Team's reveals", () => {
  test('shows figures, the definition of what was avoided, the officers\' own words, and narrows to one of them', async () => {
    const fake = renderAs('supervisor')
    await title('Worklist')
    press('g', 't')
    await screen.findByText(/Reveals avoided/)
    expect(screen.getByText('of 58 calls; decided not to 9 times')).toBeTruthy()
    expect(screen.getByText(/A call is a look-up in Find/)).toBeTruthy()
    expect((await screen.findAllByText(/Agreeing a payment arrangement on the phone/)).length).toBeGreaterThan(0)
    expect(screen.getByText('The words have been erased.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Only Tom Brennan' }))
    await waitFor(() => expect(fake.requestsOf('oversight.teamReveals').at(-1)).toMatchObject({ officerId: 'tom.brennan', after: null }))
    fireEvent.change(screen.getByLabelText('Period'), { target: { value: '7' } })
    await waitFor(() => expect(fake.requestsOf('oversight.teamActivity')).toHaveLength(2))
  })

  test('says in plain words that it needs a connection, and asks again when told to', async () => {
    const fake = renderAs('supervisor', (prepared) => { prepared.failing.set('oversight.teamActivity', 'OVERSIGHT_OFFLINE') })
    await title('Worklist')
    press('g', 't')
    expect((await screen.findByRole('alert')).textContent).toContain('This screen needs a connection. Try again when you are online. Nothing of it is kept on this laptop.')
    fake.failing.clear()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByText(/Reveals avoided/)
  })

  test('leaves nothing behind in the query cache when the screen is left, nor at lock', async () => {
    const fake = renderAs('supervisor')
    await title('Worklist')
    press('g', 't')
    await screen.findByText(/Reveals avoided/)
    press('g', 's')
    await title('Sync status')
    press('g', 't')
    await screen.findByText(/Reveals avoided/)
    expect(fake.requestsOf('oversight.teamActivity'), 'asked again: nothing was kept').toHaveLength(2)
    fake.emit('access:state-changed', { ...fake.access, phase: 'locked' })
    await title('Unlock Casement')
    expect(document.body.textContent).not.toContain('Agreeing a payment arrangement')
  })
})

describe('Who looked', () => {
  test('refuses what is no reference before anything is asked, and shows every act with its proof', async () => {
    const fake = renderAs('ig-lead')
    await title('Who looked')
    fireEvent.change(screen.getByLabelText('Household reference'), { target: { value: 'K7M' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show who looked' }))
    expect((await screen.findAllByText(/Enter a whole household reference/)).length).toBeGreaterThan(0)
    expect(fake.requestsOf('oversight.whoLooked')).toEqual([])
    const reference = fake.households[0]?.reference ?? ''
    fireEvent.change(screen.getByLabelText('Household reference'), { target: { value: reference.toLowerCase() } })
    fireEvent.click(screen.getByRole('button', { name: 'Show who looked' }))
    await screen.findByText('4 acts by 2 officers.')
    expect(fake.requestsOf('oversight.whoLooked')).toEqual([{ reference, after: null, limit: 50 }])
    expect(screen.getByText('All 7 entries are proved.')).toBeTruthy()
    expect(screen.getByText('Opened the masked record')).toBeTruthy()
    expect(screen.getByText(/After a look-up in Find at/).textContent).toContain('by date of birth, name')
    expect(screen.getByText('3 events on the screen')).toBeTruthy()
    expect(screen.getByText(/Your role does not work on cases/)).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  test('asked once more about the same household it is asked again', async () => {
    const fake = renderAs('ig-lead')
    await title('Who looked')
    fireEvent.change(screen.getByLabelText('Household reference'), { target: { value: fake.households[0]?.reference ?? '' } })
    for (const times of [1, 2]) {
      fireEvent.click(screen.getByRole('button', { name: 'Show who looked' }))
      await waitFor(() => expect(fake.requestsOf('oversight.whoLooked')).toHaveLength(times))
      await screen.findByText('4 acts by 2 officers.')
    }
  })

  test('says when no household has the reference', async () => {
    const fake = renderAs('ig-lead', (prepared) => { prepared.failing.set('oversight.whoLooked', 'NOT_FOUND') })
    await title('Who looked')
    fireEvent.change(screen.getByLabelText('Household reference'), { target: { value: fake.households[1]?.reference ?? '' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show who looked' }))
    await screen.findByRole('heading', { name: /No household has the reference/ })
  })
})

describe('The search of the ledger', () => {
  test('asked once more with the same fields it is asked again', async () => {
    const fake = renderAs('ig-lead')
    await title('Who looked')
    press('g', 'e')
    await title('Search the ledger')
    for (const times of [1, 2]) {
      fireEvent.click(screen.getByRole('button', { name: 'Search' }))
      await waitFor(() => expect(fake.requestsOf('oversight.searchLedger')).toHaveLength(times))
      await screen.findByText(/^1?[0-9]+ entries/)
    }
  })

  test('asks only when told to, with what was chosen, and leads to who looked', async () => {
    const fake = renderAs('ig-lead')
    await title('Who looked')
    press('g', 'e')
    await title('Search the ledger')
    await screen.findByRole('option', { name: 'Tom Brennan' })
    expect(fake.requestsOf('oversight.searchLedger')).toEqual([])
    fireEvent.change(screen.getByLabelText('Officer'), { target: { value: 'tom.brennan' } })
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'forbidden' } })
    fireEvent.click(screen.getByRole('button', { name: 'Search' }))
    await screen.findByText('11 entries.')
    expect(fake.requestsOf('oversight.searchLedger')).toEqual([{ officerId: 'tom.brennan', purpose: null, kind: null, outcome: 'forbidden', district: null, period: null, after: null, limit: 50 }])
    expect(await violations()).toEqual([])
    const reference = fake.households[2]?.reference ?? ''
    fireEvent.click(screen.getByRole('button', { name: `Who looked at ${reference}` }))
    await title('Who looked')
    await waitFor(() => expect(fake.requestsOf('oversight.whoLooked').at(-1)).toMatchObject({ reference }))
  })

  test('reads its dates: both, one alone, an impossible one, and a first day after the last', () => {
    const [from, to] = [{ day: '1', month: '2', year: '2026' }, { day: '28', month: '2', year: '2026' }]
    expect(readSearch(NO_SEARCH, TODAY)).toMatchObject({ filter: { period: null, officerId: null } })
    expect(readSearch({ ...NO_SEARCH, from, to }, TODAY)).toMatchObject({ filter: { period: { from: '2026-02-01', to: '2026-02-28' } } })
    expect(readSearch({ ...NO_SEARCH, from }, TODAY)).toMatchObject({ filter: { period: { from: '2026-02-01', to: TODAY } } })
    expect(readSearch({ ...NO_SEARCH, from: { ...from, day: '30' } }, TODAY)).toMatchObject({ errors: [{ fieldId: 'search-from' }] })
    expect(readSearch({ ...NO_SEARCH, from: to, to: from }, TODAY)).toMatchObject({ errors: [{ message: 'The first day must not be after the last' }] })
  })
})

describe('Administration', () => {
  test('a laptop is revoked after a confirmation that names it, and not the one in use here', async () => {
    const fake = renderAs('admin')
    await screen.findByText('Laptop 2253')
    expect(screen.getByText('This laptop')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Revoke Laptop 2253/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Revoke Laptop 2201 of Amara Okafor' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Revoke Laptop 2201 of Amara Okafor?' })
    expect(fake.requestsOf('admin.revokeDevice')).toEqual([])
    expect(await violations()).toEqual([])
    fake.failing.set('admin.revokeDevice', 'ADMIN_VAULT_REFUSED')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Revoke this laptop' }))
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The vault does not list you as an administrator. Nothing was revoked.')
    fake.failing.clear()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Revoke this laptop' }))
    await screen.findByText(/is revoked/)
    expect(fake.requestsOf('admin.listDevices')).toHaveLength(2)
  })

  test('a lost laptop is answered for: what it means, the revoking beside it, a note with what the service knows', async () => {
    renderAs('admin')
    await screen.findByText('Laptop 2253')
    fireEvent.click(screen.getByRole('button', { name: 'If Laptop 2201 of Amara Okafor is lost' }))
    const panel = await screen.findByRole('region', { name: 'If Laptop 2201 of Amara Okafor is lost' })
    await within(panel).findByText('Still in use')
    for (const words of ['Up to 412 households, masked and encrypted', '2 times in the 72 hours', '3 entries, as it said on', 'for the information governance lead']) expect(panel.textContent).toContain(words)
    const note = within(panel).getByLabelText<HTMLTextAreaElement>('Draft of the 72-hour note').value
    for (const words of ['Article 33', 'Up to 412 households', 'STILL IN USE', '[lost / stolen]']) expect(note).toContain(words)
    expect(note).not.toContain('Amara')
    expect(await violations()).toEqual([])
    fireEvent.click(within(panel).getByRole('button', { name: 'Revoke it now…' }))
    await screen.findByRole('alertdialog', { name: 'Revoke Laptop 2201 of Amara Okafor?' })
  })

  test('the lead sees which households were on it, and asks an administrator to revoke it', async () => {
    renderAs('ig-lead')
    await title('Who looked')
    press('g', 'd')
    await screen.findByText('Laptop 2253')
    expect(screen.queryByRole('button', { name: /^Revoke/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'If Laptop 2201 of Amara Okafor is lost' }))
    await screen.findByText('Ask an administrator to revoke it now')
    expect(screen.getByText('Which households (3 of 412)')).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  test('a role is changed after a confirmation that says what it means; one\'s own cannot be', async () => {
    const fake = renderAs('admin')
    await title('Devices')
    press('g', 'p')
    await screen.findByText('tom.brennan')
    expect(screen.queryByRole('button', { name: 'Change Dev Patel' })).toBeNull()
    fireEvent.change(screen.getByLabelText('Show names with'), { target: { value: 'brenn' } })
    expect(screen.getByText('1 of 5')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Change Tom Brennan' }))
    await screen.findByRole('dialog', { name: 'Tom Brennan: role, team and district' })
    expect(screen.getByRole('button', { name: 'Continue' }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByLabelText('Role'), { target: { value: 'supervisor' } })
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }))
    const confirm = await screen.findByRole('alertdialog', { name: 'Change Tom Brennan?' })
    expect(confirm.textContent).toContain('Tom Brennan is Outreach worker and becomes Supervisor')
    expect(await violations()).toEqual([])
    fireEvent.click(within(confirm).getByRole('button', { name: 'Confirm the change' }))
    await screen.findByText(/Tom Brennan is now Supervisor/)
    expect(fake.requestsOf('admin.changePerson')).toEqual([{ officerId: 'tom.brennan', role: 'supervisor', team: 'outreach', district: 'canterbury', from: { role: 'outreach', team: 'outreach', district: 'canterbury' } }])
  })

  test('somebody new is added by the administrator; what is missing is said at its field', async () => {
    const fake = renderAs('admin')
    await title('Devices')
    press('g', 'p')
    fireEvent.click(await screen.findByRole('button', { name: 'Add an officer…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add an officer' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }))
    expect(within(dialog).getByText(/Choose a district/)).toBeTruthy()
    fireEvent.change(within(dialog).getByLabelText('Sign-in name'), { target: { value: ' sam.reed ' } })
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'Sam Reed' } })
    for (const [label, value] of [['Role', 'outreach'], ['Team', 'outreach'], ['District', 'dover']] as const) fireEvent.change(within(dialog).getByLabelText(label), { target: { value } })
    expect(await violations()).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }))
    await screen.findByText(/Sam Reed is added: Outreach worker, Outreach, Dover/)
    expect(fake.requestsOf('admin.addPerson')).toEqual([{ officerId: 'sam.reed', displayName: 'Sam Reed', role: 'outreach', team: 'outreach', district: 'dover' }])
  })

  test('a dialog that is sending stays, also by its own Cancel: what is refused is read there', async () => {
    const fake = renderAs('admin')
    await title('Devices')
    press('g', 'p')
    fireEvent.click(await screen.findByRole('button', { name: 'Add an officer…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add an officer' })
    fireEvent.change(within(dialog).getByLabelText('Sign-in name'), { target: { value: 'sam.reed' } })
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'Sam Reed' } })
    for (const [label, value] of [['Role', 'outreach'], ['Team', 'outreach'], ['District', 'dover']] as const) fireEvent.change(within(dialog).getByLabelText(label), { target: { value } })
    let letGo = () => undefined as void
    fake.held.set('admin.addPerson', new Promise<void>((_resolve, reject) => { letGo = () => reject(new CasementError('NOT_FOUND')) }))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }))
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    letGo()
    expect((await within(screen.getByRole('dialog', { name: 'Add an officer' })).findByRole('alert')).textContent).toContain('NOT_FOUND')
  })

  test('what a change means is said for each part of it', () => {
    const before = { officerId: 'a.b', displayName: 'A B', role: 'officer', team: 'outreach', district: 'thanet' } as const
    expect(consequencesOf(before, before)).toEqual([])
    expect(consequencesOf(before, { ...before, role: 'admin', district: 'dover' })).toEqual([
      expect.stringContaining('becomes Administrator'), expect.stringContaining('from Thanet to Dover'), expect.stringContaining('Every household leaves their laptop'),
    ])
  })
})
