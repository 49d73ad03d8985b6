import { describe, expect, it, vi } from 'vitest'
import { SyncService } from '../../../main/domain/sync-service'
import type { Session } from '../../../main/domain/session'
import { CasementError } from '../../../shared/errors/casement-error'

const serviceOf = (syncNow: () => Promise<void>) => new SyncService({ engine: { syncNow, status: () => ({ phase: 'first-sync' }) } } as unknown as Session)

describe('sync now', () => {
  it('is answered while a first sync goes on, before the window gives the store up', async () => {
    vi.useFakeTimers()
    try {
      const answered = vi.fn()
      void serviceOf(() => new Promise(() => undefined)).syncNow().then(answered)
      await vi.advanceTimersByTimeAsync(61_000)
      expect(answered).toHaveBeenCalledWith({ phase: 'first-sync' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('says what went wrong with the round', async () => {
    await expect(serviceOf(() => Promise.reject(new CasementError('HUB_UNREACHABLE'))).syncNow()).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
  })
})
