import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { codesOf } from '../../../shared/model/codes'
import { ERROR_CODES } from '../../../shared/errors/error-code'
import { syncProblem } from '../../../renderer/features/sync/sync-problem'
import type { FakeBridge } from './support/fake-bridge'
import { renderApp } from './support/render-app'

async function openSync(part: Partial<FakeBridge['sync']>): Promise<FakeBridge> {
  const fake = renderApp((bridge) => { bridge.sync = { ...bridge.sync, ...part } })
  await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(1))
  return fake
}

describe('Trouble with the sync', () => {
  test('is said on every screen, in words and with its code, though nobody pressed anything; a clean round takes it away', async () => {
    const fake = await openSync({ lastProblem: 'KEY_BUNDLE_INVALID' })
    const banner = await screen.findByText('Not up to date.')
    expect(banner.parentElement?.textContent).toContain('The service keys are not signed by your councils.')
    expect(banner.parentElement?.textContent).toContain('Code KEY_BUNDLE_INVALID')
    expect(screen.getByRole('button', { name: /^Not up to date · last synced/ })).toBeTruthy()
    act(() => fake.emit('sync:status-changed', fake.sync = { ...fake.sync, lastProblem: null }))
    await waitFor(() => expect(screen.queryByText('Not up to date.')).toBeNull())
    expect(screen.getByRole('button', { name: /^Last synced/ })).toBeTruthy()
  })

  test('never reads "up to date" on the sync page', async () => {
    await openSync({ lastProblem: 'VAULT_UNREACHABLE', waitingToSend: 1 })
    fireEvent.click(screen.getByRole('button', { name: 'Sync' }))
    await screen.findByRole('heading', { name: 'Sync status' })
    expect(screen.queryByText('Up to date')).toBeNull()
    const row = screen.getByText('Last problem').parentElement?.textContent
    expect(row).toContain('The identity vault cannot be reached. What you write is kept on this laptop')
    expect(row).toContain('Code VAULT_UNREACHABLE')
  })

  test('has an answer for each code, and does not speak of a reveal', () => {
    for (const lastProblem of codesOf(ERROR_CODES)) {
      const problem = syncProblem({ phase: 'idle', isOnline: true, needsSignIn: false, lastSyncedAt: null, waitingToSend: 0, needsAttention: 0, progress: null, lastProblem })
      expect(problem).toMatchObject({ code: lastProblem, means: ERROR_CODES[lastProblem].means })
      if (/^(HUB|VAULT|SYNC|ACCESS|KEY)_/.test(lastProblem) && lastProblem !== 'VAULT_PROOF_NEEDED') expect(problem?.action).not.toContain('Nothing was shown')
    }
  })

  test('before the first sync nothing is called up to date', async () => {
    await openSync({ lastSyncedAt: null })
    fireEvent.click(screen.getByRole('button', { name: 'Sync' }))
    expect((await screen.findByText('Now')).parentElement?.textContent).toContain('Not synced yet')
  })

  test('what waits, what needs attention and conflicts are not said to be none while they cannot be read', async () => {
    renderApp((bridge) => { for (const call of ['sync.listOutbox', 'safety.listConflicts']) bridge.failing.set(call, 'STORE_CORRUPTED') })
    fireEvent.click(await screen.findByRole('button', { name: 'Sync' }))
    await screen.findByText('What waits cannot be read now.')
    for (const words of ['Everything you wrote has been sent.', 'Nothing needs you.', /^No two people have decided/]) expect(screen.queryByText(words)).toBeNull()
  })

  test('something is put away while a long sync goes on', async () => {
    const fake = renderApp((bridge) => {
      bridge.outbox.push({ id: '0192f000-0000-7000-8000-00000000abce', kind: 'contact-outcome', householdId: null, reference: null, at: '2026-11-24T10:30:00.000Z', state: 'needs-attention', code: 'NOT_FOUND', words: 'Contact outcome needs attention' })
      bridge.held.set('sync.syncNow', new Promise(() => undefined))
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Sync' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Sync now' }))
    fireEvent.click(await screen.findByRole('button', { name: /^Put away/ }))
    await waitFor(() => expect(fake.requestsOf('sync.putAway')).toHaveLength(1))
  })
})
