import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { LeaseView } from '../../../shared/ipc/lease-contract'
import { LEASE_SOON_MS, leaseState } from '../../../shared/model/lease'
import { formatMoment, leaseAdvice, leaseWords } from '../../../renderer/features/sync/lease-words'
import { renderApp } from './support/render-app'

const AT: Pick<LeaseView, 'expiresAt' | 'cacheUntil'> = { expiresAt: '2026-12-04T09:15:00.000Z', cacheUntil: '2026-12-18T09:15:00.000Z' }

const open = async (state: LeaseView['state'], isOnline: boolean) => {
  const fake = renderApp((bridge) => {
    bridge.sync = { ...bridge.sync, isOnline }
    bridge.lease = { state, ...AT }
  })
  await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1))
  return fake
}

describe('The time that a laptop may show details offline', () => {
  test('is said to the minute, as elsewhere on the screens, by London’s clock', () => {
    expect(formatMoment('2026-12-04T09:15:00.000Z')).toBe('Friday 4 December at 09:15')
    expect(formatMoment('2026-07-01T16:05:00.000Z')).toBe('Wednesday 1 July at 17:05')
    expect(leaseWords({ state: 'runs', ...AT })).toBe('This laptop may show details offline until Friday 4 December at 09:15.')
  })

  test('nears its end, ends, and ends the cache, at the very moments', () => {
    const [ends, gone] = [Date.parse(AT.expiresAt ?? ''), Date.parse(AT.cacheUntil ?? '')]
    const lease = { expiresAt: AT.expiresAt ?? '', cacheUntil: AT.cacheUntil ?? '' }
    const states = [ends - LEASE_SOON_MS - 1, ends - LEASE_SOON_MS, ends - 1, ends, gone - 1, gone].map((now) => leaseState(lease, now))
    expect(states).toEqual(['runs', 'ends-soon', 'ends-soon', 'over', 'over', 'cache-gone'])
    expect(leaseState(null, 0)).toBe('none')
  })

  test('stands on the sync page in every state, with what to do once it matters', async () => {
    await open('runs', true)
    fireEvent.click(screen.getByRole('button', { name: 'Sync' }))
    expect((await screen.findByText('Details offline')).parentElement?.textContent).toContain('Can be shown until Friday 4 December at 09:15')
    for (const state of ['ends-soon', 'over', 'cache-gone'] as const) expect(leaseAdvice({ state, ...AT })).toMatch(/onnect/)
    expect(leaseAdvice({ state: 'over', ...AT })).toContain('the households leave this laptop on Friday 18 December at 09:15; what you wrote stays')
  })

  test('is on every screen only offline and only when it is nearly or wholly over; contact takes it away', async () => {
    const fake = await open('over', false)
    const banner = await screen.findByText('This laptop has been away for too long: it has shown no details offline since Friday 4 December at 09:15.')
    expect(banner.parentElement?.textContent).toContain('The worklist, notes and contacts work as before.')
    fake.lease = { ...fake.lease, state: 'runs' }
    act(() => fake.emit('sync:status-changed', fake.sync = { ...fake.sync, isOnline: true }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Time offline' })).toBeNull())
  })

  test('while there is plenty of it, being offline says nothing about it', async () => {
    await open('runs', false)
    await screen.findByText('You are offline.')
    expect(screen.queryByRole('region', { name: 'Time offline' })).toBeNull()
  })
})
