import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { expect, test } from 'vitest'
import type { FakeBridge } from './support/fake-bridge'
import { renderApp } from './support/render-app'

const press = (...keys: string[]) => { for (const key of keys) fireEvent.keyDown(document.body, { key }) }
const click = (name: string | RegExp) => { fireEvent.click(screen.getByRole('button', { name })) }
const type = (label: string | RegExp, value: string) => { fireEvent.change(screen.getByLabelText(label), { target: { value } }) }

async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.documentElement, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([])
}

/** The statements screen of the information governance lead, with one prepared. */
async function prepared(prepare: (fake: FakeBridge) => void = () => undefined): Promise<FakeBridge> {
  const fake = renderApp((bridge) => {
    if (bridge.access.officer !== null) bridge.access = { ...bridge.access, officer: { ...bridge.access.officer, role: 'ig-lead', officerId: 'helen.marsh' } }
    prepare(bridge)
  })
  await screen.findByRole('heading', { level: 1, name: 'Who looked' })
  press('g', 'b')
  await screen.findByText('No statement has been made')
  type('Household reference', fake.households[0]?.reference ?? '')
  click('Show the household')
  await screen.findByText('Whom it is about')
  click('Prepare the statement')
  expect((await screen.findAllByText('Choose whom the statement is about')).length).toBeGreaterThan(0)
  fireEvent.click(screen.getByLabelText('Everybody in the household'))
  click('Prepare the statement')
  await screen.findByRole('heading', { name: /^Statement for household/ })
  return fake
}

test('a statement is prepared for a member or the household, read as the resident will, issued, and saved', async () => {
  const fake = await prepared()
  expect(screen.getByText(/All 2 lines from the ledger are proved/)).toBeTruthy()
  const rows = screen.getAllByRole('row')
  expect(rows[1]?.textContent).toContain('To advise you about what you owe and how it could be paid')
  expect(rows[1]?.textContent).toContain('Shown on the officer’s screen, twice.')
  expect(rows[3]?.textContent).toContain('Access log, no proof')
  expect(screen.getByRole('table').textContent).not.toMatch(/Okafor|Tembo|Marsh/)
  expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
  await expectAccessible()
  click('Issue the statement…')
  const asked = await screen.findByRole('alertdialog', { name: /^Issue the statement for .*\?$/ })
  expect(asked.textContent).toContain('Everybody in the household')
  expect(asked.textContent).toContain('It lists 3 lines.')
  await expectAccessible()
  fireEvent.click(within(asked).getByRole('button', { name: 'Not yet' }))
  expect(fake.calls.filter(({ name }) => name === 'statement.issue'), 'one press issues nothing').toEqual([])
  click('Issue the statement…')
  fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Issue it' }))
  await screen.findByText(/The statement is issued/)
  expect(fake.calls.filter(({ name }) => name === 'statement.issue')).toHaveLength(1)
  click('Save the PDF…')
  await screen.findByText('Saved as a PDF.')
  expect(fake.calls.filter(({ name }) => name === 'statement.save').map(({ request }) => request)).toMatchObject([{ format: 'pdf' }])
  expect(screen.queryByRole('checkbox')).toBeNull()
})

test('what is left out needs a ground and words, and nothing is issued before a second person has decided', async () => {
  await prepared()
  fireEvent.click(screen.getAllByRole('checkbox', { name: /^Leave out the line of/ })[0] as HTMLElement)
  click('Leave 1 line out…')
  const dialog = await screen.findByRole('dialog', { name: 'Leave 1 line out' })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Ask a second person' }))
  expect((await within(dialog).findAllByText('Choose what the law lets you leave it out for')).length).toBeGreaterThan(0)
  expect(within(dialog).getAllByText('Say why, in a few words').length).toBeGreaterThan(0)
  await expectAccessible()
  fireEvent.change(within(dialog).getByLabelText('What the law lets you leave it out for'), { target: { value: 'harm-social-work' } })
  fireEvent.change(within(dialog).getByLabelText('Why it applies here, and whose opinion you asked'), { target: { value: 'The other parent must not learn that somebody looked' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Ask a second person' }))
  await screen.findByText('It waits for a second person now.')
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Issue the statement…' }).disabled).toBe(true))
  // It is the proposer's own: somebody else decides.
  expect(screen.queryByRole('button', { name: 'Leave it out…' })).toBeNull()
})

test('a line that could not be proved stops the issue, in words', async () => {
  await prepared((fake) => { fake.statements.lines = fake.statements.lines.map((line, n) => (n === 0 ? { ...line, proof: 'unproved' } : line)) })
  expect(screen.getByText('One line could not be proved.')).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Issue the statement…' }).disabled).toBe(true)
})

test('an answer about the household that stood in the field before is not taken for the one that stands there now', async () => {
  let letGo = () => undefined as void
  const fake = renderApp((bridge) => {
    if (bridge.access.officer !== null) bridge.access = { ...bridge.access, officer: { ...bridge.access.officer, role: 'ig-lead', officerId: 'helen.marsh' } }
    bridge.held.set('statement.members', new Promise<void>((resolve) => { letGo = resolve }))
  })
  await screen.findByRole('heading', { level: 1, name: 'Who looked' })
  press('g', 'b')
  await screen.findByText('No statement has been made')
  type('Household reference', fake.households[0]?.reference ?? '')
  click('Show the household')
  type('Household reference', fake.households[1]?.reference ?? '')
  letGo()
  await waitFor(() => expect(screen.getByRole('button', { name: 'Show the household' }).getAttribute('aria-disabled')).toBeNull())
  expect(screen.queryByText('Whom it is about')).toBeNull()
})
