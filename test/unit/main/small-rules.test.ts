import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ClipboardGuard } from '../../../main/app/clipboard-guard'
import { DraftFlush } from '../../../main/app/draft-flush'
import { createEventSender } from '../../../main/app/event-sender'
import { IdleLock } from '../../../main/app/idle-lock'
import { delayAfter, leftToWait } from '../../../main/domain/passphrase-delay'
import { LiveGrants } from '../../../main/domain/live-grants'
import { createLogger } from '../../../main/logging/logger'
import { elapsedSinceNow } from '../../../main/settings/clock'
import { dataFolder, ensureOwnFolder } from '../../../main/settings/data-folder'
import { nextDelay } from '../../../main/sync/retry-schedule'
import { passphraseStrength } from '../../../shared/passphrase/passphrase-strength'
import { RevealGrantSchema } from '../../../shared/model/reveal'
import { createBridge } from '../../../preload/create-bridge'
import { bridgeShape } from '../../../shared/ipc/bridge-shape'
import { contractEntries } from '../../../shared/ipc/contract'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('the idle clock', () => {
  function idleClock(systemIdleSeconds: () => number) {
    let now = 0
    const said: (number | null | 'lock')[] = []
    const idle = new IdleLock(
      {
        elapsed: () => now,
        systemIdleSeconds,
        lock: () => said.push('lock'),
        announce: (seconds) => said.push(seconds),
      },
      { idleSeconds: 300, warningSeconds: 30 },
    )
    const pass = (seconds: number): void => {
      now += seconds * 1_000
      idle.tick()
    }
    return { idle, said, pass }
  }
  const UNKNOWN = () => 0

  it('warns, takes back the warning when somebody moves, and locks when nobody does', () => {
    const { idle, said, pass } = idleClock(UNKNOWN)
    pass(269)
    expect(said).toEqual([])
    pass(1)
    idle.noteInput()
    idle.noteInput()
    expect(said).toEqual([30, null])
    pass(299)
    pass(1)
    expect(said).toEqual([30, null, 1, 'lock'])
  })

  it.each([
    ['where the system does not know', UNKNOWN],
    [
      'where the system refuses to say',
      () => {
        throw new Error('unknown')
      },
    ],
    ['where the system has seen nobody either', () => 100],
  ])('locks though the page says again and again that somebody is there, %s', (_, systemIdleSeconds) => {
    const { idle, said, pass } = idleClock(systemIdleSeconds)
    idle.noteInput()
    for (let seconds = 0; seconds < 315; seconds += 5) {
      pass(5)
      idle.noteActivity()
    }
    expect(said).toContain('lock')
  })

  it('believes the page just after an input, and while the system is in use', () => {
    const { idle, said, pass } = idleClock(UNKNOWN)
    pass(285)
    idle.noteInput()
    pass(15)
    idle.noteActivity()
    pass(269)
    expect(said).toEqual([15, null])
    const inUse = idleClock(() => 3)
    inUse.pass(285)
    inUse.idle.noteActivity()
    inUse.pass(269)
    expect(inUse.said).toEqual([15, null])
  })
})

describe('time since now', () => {
  it('counts a sleep of which the system told nothing, and neither how coarsely it counts nor a clock that was set back', () => {
    let [awake, boot] = [1_000, 500_000]
    const since = elapsedSinceNow({ now: () => 0, elapsed: () => awake, sinceBoot: () => Math.floor(boot / 1_000) * 1_000 })
    const pass = (ms: number, asleep = 0): number => {
      awake += ms
      boot += ms + asleep
      return since()
    }
    for (let n = 0; n < 100; n += 1) pass(30)
    expect(since()).toBe(3_000)
    expect(pass(1_000, 3_600_000)).toBeGreaterThanOrEqual(3_603_000)
    const before = since()
    expect([pass(1_000, -7_200_000), pass(1_000)]).toEqual([before + 1_000, before + 2_000])
  })

  it('goes on where the system has no such clock', () => {
    let awake = 0
    const since = elapsedSinceNow({ now: () => 0, elapsed: () => awake })
    awake = 299_000
    expect(since()).toBe(299_000)
  })
})

describe('a lock', () => {
  it('waits until the window says that what was typed is saved', async () => {
    const order: string[] = []
    const drafts = new DraftFlush(() => void order.push('asked'), 60_000)
    const flushed = drafts.flush().then(() => order.push('locked'))
    await Promise.resolve()
    order.push('saved')
    drafts.noteSaved()
    await flushed
    expect(order).toEqual(['asked', 'saved', 'locked'])
    drafts.noteSaved()
  })

  it('is not held up by a window that never answers', async () => {
    vi.useFakeTimers()
    try {
      let isLocked = false
      void new DraftFlush(() => undefined).flush().then(() => (isLocked = true))
      await vi.advanceTimersByTimeAsync(199)
      expect(isLocked).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(isLocked).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the clipboard', () => {
  it('is emptied after its time when it still holds what was copied, and left alone when it does not', async () => {
    vi.useFakeTimers()
    try {
      const clipboard = {
        text: 'copied',
        readText: () => clipboard.text,
        clear: () => {
          clipboard.text = ''
        },
      }
      const guard = new ClipboardGuard(clipboard)
      guard.watch(hash('copied'))
      await vi.advanceTimersByTimeAsync(29_000)
      expect(clipboard.text).toBe('copied')
      await vi.advanceTimersByTimeAsync(1_500)
      expect(clipboard.text).toBe('')
      clipboard.text = 'something of their own'
      guard.watch(hash('copied'))
      await guard.clear()
      expect(clipboard.text).toBe('something of their own')
    } finally {
      vi.useRealTimers()
    }
  })

  it('is emptied of the copy before, where the next was announced and then refused; one that cannot be read ends nothing', async () => {
    vi.useFakeTimers()
    try {
      let text = 'copied'
      const readText = vi.fn<() => Promise<string>>(async () => text)
      const guard = new ClipboardGuard({ readText, clear: () => { text = '' } })
      guard.watch(hash('copied'))
      await vi.advanceTimersByTimeAsync(10_000)
      guard.watch(hash('refused by the system'))
      await vi.advanceTimersByTimeAsync(20_500)
      expect(text).toBe('')
      text = 'refused by the system'
      readText.mockRejectedValueOnce(new Error('in use'))
      await vi.advanceTimersByTimeAsync(10_000)
      expect(text).toBe('refused by the system')
      await guard.clear()
      expect(text).toBe('')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('waiting', () => {
  it('grows with wrong passphrases, up to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 20, 1_000].map(delayAfter)).toEqual([0, 0, 5_000, 10_000, 20_000, 900_000, 900_000])
  })
  it('is never longer than the longest, also with a clock set back', () => {
    expect(leftToWait(5_000, 6_000)).toBe(0)
    expect(leftToWait(10 ** 12, 0)).toBe(900_000)
  })
  it('for the service is spread, and shorter than a minute and a quarter', () => {
    expect([nextDelay(0, 0.5), nextDelay(1, 0.5), nextDelay(3, 0.5)]).toEqual([20_000, 3_000, 12_000])
    for (let failures = 0; failures < 100; failures += 1) expect(nextDelay(failures, 1)).toBeLessThanOrEqual(72_000)
  })
})

describe('a grant', () => {
  const grant = RevealGrantSchema.parse({
    v: 1,
    type: 'reveal-grant',
    grantId: '0190a0a0-1111-4111-8111-111111111111',
    requestId: '0190a0a0-1111-7111-8111-111111111111',
    epoch: 'epoch123',
    officerId: 'amara.okafor',
    deviceId: '0190a0a0-1111-7111-8111-111111111112',
    householdId: 'a'.repeat(32),
    persons: ['b'.repeat(32)],
    fieldGroups: ['identity'],
    purpose: { code: 'own-contact', version: 1, wordingHash: 'c'.repeat(64) },
    windowKey: 'd'.repeat(43),
    entryIndex: 0,
    leafHash: 'e'.repeat(64),
    issuedAt: '2026-11-23T10:00:00.000Z',
    openBy: '2026-11-23T10:05:00.000Z',
    showFor: 120,
  })
  it('ends by elapsed time from the first asking, whatever the clock says and however often it is asked', () => {
    const grants = new LiveGrants()
    expect(grants.noteAsked(grant.requestId, 1_000)).toBe(1_000)
    grants.add(grant, grants.noteAsked(grant.requestId, 200_000))
    expect(grants.getOpen(grant.requestId, 300_999).grantId).toBe(grant.grantId)
    expect(() => grants.getOpen(grant.requestId, 301_000)).toThrow(
      expect.objectContaining({ code: 'REVEAL_GRANT_EXPIRED' }),
    )
    expect(() => grants.getOpen('other', 0)).toThrow(expect.objectContaining({ code: 'REVEAL_GRANT_INVALID' }))
  })
})

describe('the log', () => {
  it('holds fields of its list only, and drops what looks like a value', () => {
    const lines: string[] = []
    const logger = createLogger(
      null,
      () => 0,
      (line) => lines.push(line),
    )
    logger.info('http-call', { call: 'reveals', status: 200, because: 'Mrs Canary, 1 High Street' })
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'http-call',
      call: 'reveals',
      status: 200,
    })
  })
})

describe('the data folder', () => {
  it('is the machine-local one, never a roaming one', () => {
    expect(
      dataFolder(
        'win32',
        { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local', APPDATA: 'C:\\Users\\a\\AppData\\Roaming' },
        'C:\\Users\\a',
      ),
    ).toBe('C:\\Users\\a\\AppData\\Local\\Casement')
    expect(dataFolder('linux', {}, '/home/a')).toBe('/home/a/.local/share/casement')
    expect(dataFolder('linux', { XDG_DATA_HOME: '/d' }, '/home/a')).toBe('/d/casement')
    expect(dataFolder('linux', { XDG_DATA_HOME: 'relative' }, '/home/a')).toBe('/home/a/.local/share/casement')
    expect(dataFolder('darwin', {}, '/Users/a')).toBe('/Users/a/Library/Application Support/Casement')
  })
})

describe('an existing data folder', () => {
  it('is closed to others', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-folder-'))
    chmodSync(folder, 0o755)
    ensureOwnFolder(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    ensureOwnFolder(path.join(folder, 'new'))
    expect(statSync(path.join(folder, 'new')).mode & 0o777).toBe(0o700)
  })
})

describe('a passphrase', () => {
  it('of four unrelated words is strong, and what people type first is not', () => {
    for (const good of ['gravel lantern otter thimble', 'Kettle-mango-Oxford-parade', 'xK9!vQ2#mZ7pLw4'])
      expect(passphraseStrength(good).isStrong).toBe(true)
    for (const bad of [
      '',
      'password',
      'Password123!',
      'summer2026',
      'letmein letmein letmein letmein',
      'qwertyuiop asdfghjkl',
      'aaaaaaaaaaaaaaaaaaaa',
      'correct horse battery staple',
      'canterbury council 2026',
    ])
      expect(passphraseStrength(bad).isStrong).toBe(false)
  })
})

describe('the bridge', () => {
  it('has one function per entry and per event, hands on plain data only, and unsubscribes', async () => {
    const listeners = new Map<string, (event: unknown, data: unknown) => void>()
    const calls: unknown[] = []
    const bridge = createBridge({
      invoke: (channel, request) => {
        calls.push([channel, request])
        return Promise.resolve({ ok: true, value: {} })
      },
      on: (channel, listener) => listeners.set(channel, listener),
      removeListener: (channel) => listeners.delete(channel),
    }, bridgeShape)
    const { on, ...groups } = bridge
    expect(Object.values(groups).flatMap((group) => Object.keys(group))).toHaveLength(contractEntries.length)
    await bridge.access.lock({})
    expect(calls).toEqual([['access:lock', {}]])
    const heard: unknown[] = []
    const stop = on['window:focus-changed']((...given) => heard.push(given))
    listeners.get('window:focus-changed')?.({ sender: 'electron' }, { isFocused: true })
    expect(heard).toEqual([[{ isFocused: true }]])
    stop()
    expect(listeners.size).toBe(0)
  })
})

describe('events for the window', () => {
  it('go out when they fit their schema, and not otherwise', () => {
    const sent: unknown[] = []
    const send = createEventSender((channel, data) => sent.push([channel, data]))
    send('window:focus-changed', { isFocused: true })
    send('window:focus-changed', { isFocused: 'yes' })
    send('window:focus-changed', { isFocused: true, name: 'Mrs Canary' })
    send('constructor', {})
    expect(sent).toEqual([['window:focus-changed', { isFocused: true }]])
  })
})
