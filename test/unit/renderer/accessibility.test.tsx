import { fireEvent, screen } from '@testing-library/react'
import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { renderApp } from './support/render-app'

/** Colour contrast needs a layout and is checked in the e2e suite, in a real window. */
async function violations(): Promise<string[]> {
  const result = await axe.run(document.documentElement, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

const key = (...keys: string[]) => { for (const each of keys) fireEvent.keyDown(document.body, { key: each }) }

describe('Every screen passes axe', () => {
  test.each(['signed-out', 'needs-enrolment', 'locked'] as const)('%s', async (phase) => {
    renderApp((fake) => { fake.access = { ...fake.access, phase, hasKeyStore: false, recoverable: 2 } })
    await screen.findByRole('heading', { level: 1 })
    expect(await violations()).toEqual([])
  })

  test.each([
    ['worklist', [], 'Worklist'], ['find', ['g', 'f'], 'Find a household'], ['my reveals', ['g', 'm'], 'My reveals'], ['sync', ['g', 's'], 'Sync status'], ['referrals', ['g', 'e'], 'Referrals'],
    ['help', ['g', 'h'], 'Help'], ['preferences', ['g', 'o'], 'Preferences'],
  ] as const)('%s', async (_, keys, title) => {
    renderApp()
    await screen.findByRole('grid')
    key(...keys)
    await screen.findByRole('heading', { name: title, level: 1 })
    expect(await violations()).toEqual([])
  })

  test('what is done to a caseload: next action refused, referred, handed over', async () => {
    renderApp((fake) => {
      const [first] = fake.households
      if (first !== undefined) fake.households[0] = { ...first, allocatedOfficer: 'amara.okafor', nextAction: null }
      fake.households.splice(1)
    })
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    await screen.findByRole('heading', { name: /^Caseload/ })
    key('n')
    fireEvent.click(await screen.findByRole('button', { name: 'Save next action' }))
    expect(await violations()).toEqual([])
    for (const words of ['Refer to another team…', 'Hand over…']) {
      fireEvent.click(screen.getByRole('button', { name: words }))
      await screen.findByRole('dialog')
      expect(await violations()).toEqual([])
      fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    }
  })

  test('household, with the contact form, and the reveal dialog', async () => {
    renderApp()
    fireEvent.keyDown(await screen.findByRole('grid'), { key: 'Enter' })
    await screen.findByText('Identity hidden')
    key('c')
    await screen.findByLabelText('Contact by')
    expect(await violations()).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Reveal details…' }))
    await screen.findByRole('dialog')
    fireEvent.click(await screen.findByLabelText('Safeguarding an adult'))
    expect(await violations()).toEqual([])
  })
})
