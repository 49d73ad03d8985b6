import { expect, it } from 'vitest'
import { TokenSession } from '../../../main/sync/token-session'
import { CasementError } from '../../../shared/errors/casement-error'

const FULL = new CasementError('STORE_DISK_FULL')

it('a rotated token that finds no room on the disk is gone on with: the one before is used up', async () => {
  const used: string[] = []
  let isFull = true
  const kept: (string | null)[] = []
  const tokens = new TokenSession('r0', {
    clock: { now: () => 0, elapsed: () => 0 },
    refresh: (refreshToken) => {
      used.push(refreshToken)
      return Promise.resolve({ token: 'a', lastsMs: 600_000, refreshToken: `r${used.length}` })
    },
    keep: (refreshToken) => {
      if (isFull) throw FULL
      kept.push(refreshToken)
    },
    onSignedOut: () => undefined,
  })
  await expect(tokens.token('hub', false)).rejects.toBe(FULL)
  isFull = false
  expect(await tokens.token('hub', false)).toBe('a')
  expect([used, kept]).toEqual([['r0', 'r1'], ['r2']])
})

it('who is signed out hears of it on a full disk too', async () => {
  let isTold = false
  const tokens = new TokenSession('r0', {
    clock: { now: () => 0, elapsed: () => 0 },
    refresh: () => Promise.reject(new CasementError('ACCESS_SIGNED_OUT')),
    keep: () => {
      throw FULL
    },
    onSignedOut: () => {
      isTold = true
    },
  })
  await expect(tokens.token('hub', false)).rejects.toBe(FULL)
  expect([isTold, tokens.isSignedIn()]).toEqual([true, false])
})
