import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { ConflictItem } from '../../../shared/ipc/safety-contract'
import { NO_SAFETY } from '../../../shared/model/safety'
import { renderApp } from './support/render-app'
import type { FakeBridge } from './support/fake-bridge'

const AT = '2026-11-26T09:00:00.000Z'
const ID = '0192f000-0000-7000-8000-00000000abcd'
const conflictOf = (fake: FakeBridge): ConflictItem => ({
  id: ID, householdId: fake.households[0]!.householdId, reference: fake.households[0]!.reference, about: 'Risk to staff', base: 'None',
  mine: { words: 'Meet at the office only', by: 'amara.okafor', at: AT }, theirs: { words: 'Dog at the property', by: 'leila.haddad', at: AT },
  stands: 'Dog at the property. Meet at the office only', isSafety: true, choices: ['mine', 'theirs', 'both'],
})
const button = (name: string | RegExp) => screen.findByRole('button', { name })

describe('The conflict inbox', () => {
  test('says what both saw, who decided what and when, and what stands; it is settled by one press', async () => {
    const fake = renderApp((bridge) => { bridge.conflicts.push(conflictOf(bridge)) })
    fireEvent.click(await button(/^Sync ?1$/))
    const inbox = await screen.findByRole('region', { name: 'Conflict inbox' })
    const rows = await waitFor(() => {
      const found = within(inbox).getAllByRole('row').slice(1).map((row) => row.textContent)
      expect(found).toHaveLength(4)
      return found
    })
    expect(rows[0]).toBe('Both sawNone')
    expect(rows[1]).toMatch(/^Leila HaddadDog at the property26 Nov 2026/)
    expect(rows[2]).toMatch(/^YouMeet at the office only26 Nov 2026/)
    expect(rows[3]).toBe('Stands nowDog at the property. Meet at the office only')
    fireEvent.click(within(inbox).getByRole('button', { name: /^Keep Leila Haddad’s: Risk to staff/ }))
    await waitFor(() => expect(fake.requestsOf('safety.settle')).toEqual([{ id: ID, choice: 'theirs', stands: 'Dog at the property. Meet at the office only' }]))
    await waitFor(() => expect(document.activeElement).toBe(within(inbox).getByRole('heading', { name: 'Conflict inbox' })))
    await within(inbox).findByText(/No two people have decided differently/)
  })
})

describe('Safe contact, risk to staff and moratorium', () => {
  test('a moratorium that a source tells of stands beside what officers recorded', async () => {
    const fake = renderApp((bridge) => {
      bridge.households[0] = { ...bridge.households[0]!, moratorium: { kind: 'mental-health-crisis', startsOn: '2026-11-01', endsOn: null, source: 'debt-management', asAt: '2026-11-20' } }
    })
    fireEvent.click((await screen.findAllByText(fake.households[0]!.reference))[0]!)
    const panel = await screen.findByRole('region', { name: 'Safe contact, risk to staff and moratorium' })
    expect(within(panel).getByText('Mental health crisis Breathing Space until the crisis treatment ends, as a source says')).toBeTruthy()
  })

  test('recorded as codes; what a source says cannot be taken away; what is not settled is said', async () => {
    const fake = renderApp((bridge) => {
      const state = { codes: ['dog-at-property' as const], by: 'leila.haddad', at: AT, conflicts: [{ conflictId: ID, base: [], mine: { codes: [], by: null, at: null }, theirs: { codes: [], by: null, at: null } }] }
      bridge.households[0] = { ...bridge.households[0]!, safeContact: ['letters-unsafe'], safety: { ...NO_SAFETY, riskToStaff: state } }
    })
    const { reference } = fake.households[0]!
    fireEvent.click((await screen.findAllByText(reference))[0]!)
    const panel = await screen.findByRole('region', { name: 'Safe contact, risk to staff and moratorium' })
    expect(within(panel).getByText(/Leila Haddad, 26 Nov 2026/)).toBeTruthy()
    expect(screen.getByText(/Two people recorded different ones/)).toBeTruthy()
    fireEvent.click(within(panel).getByRole('button', { name: 'Change safe contact, risk to staff and moratorium' }))
    const letters = within(panel).getByRole<HTMLInputElement>('checkbox', { name: 'Do not send letters' })
    expect([letters.checked, letters.disabled]).toEqual([true, true])
    fireEvent.click(within(panel).getByRole('checkbox', { name: 'Do not leave voicemail' }))
    fireEvent.click(within(panel).getByRole('checkbox', { name: 'Dog at the property' }))
    fireEvent.click(within(panel).getByRole('checkbox', { name: 'Breathing Space' }))
    expect(within(panel).getByText(/stays in sight until the service has agreed/)).toBeTruthy()
    fireEvent.click(within(panel).getByRole('button', { name: 'Save' }))
    const { householdId } = fake.households[0]!
    await waitFor(() => expect(fake.requestsOf('safety.set')).toEqual([{ householdId, field: 'safeContact', codes: ['phone-unsafe'], seen: [] }, { householdId, field: 'riskToStaff', codes: [], seen: ['dog-at-property'] }, { householdId, field: 'moratorium', codes: ['breathing'], seen: [] }]))
  })

  test('what a colleague records while the form is open is not said to have been seen', async () => {
    const fake = renderApp()
    const { householdId, reference } = fake.households[0]!
    fireEvent.click((await screen.findAllByText(reference))[0]!)
    const panel = await screen.findByRole('region', { name: 'Safe contact, risk to staff and moratorium' })
    fireEvent.click(within(panel).getByRole('button', { name: 'Change safe contact, risk to staff and moratorium' }))
    fake.households[0] = { ...fake.households[0]!, safety: { ...NO_SAFETY, riskToStaff: { codes: ['dog-at-property'], by: 'leila.haddad', at: AT, conflicts: [] } } }
    const read = fake.requestsOf('household.get').length
    fake.emit('household:changed', { householdIds: [householdId] })
    await waitFor(() => expect(fake.requestsOf('household.get').length).toBeGreaterThan(read))
    fireEvent.click(within(panel).getByRole('checkbox', { name: 'Do not leave voicemail' }))
    fireEvent.click(within(panel).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(fake.requestsOf('safety.set')).toHaveLength(3))
    expect(fake.requestsOf('safety.set')[1]).toEqual({ householdId, field: 'riskToStaff', codes: [], seen: [] })
  })
})
