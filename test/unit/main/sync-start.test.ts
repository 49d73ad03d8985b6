import { describe, expect, it, vi } from 'vitest'
import { SyncEngine, type SyncEngineOptions } from '../../../main/sync/sync-engine'
import { CasementError } from '../../../shared/errors/casement-error'

/** An engine whose rounds are counted, not run. */
function engineOf(hasPlace: boolean) {
  const waits: { ms: number; run: () => void; isCancelled: boolean }[] = []
  const after = (ms: number, run: () => void) => {
    const wait = { ms, run, isCancelled: false }
    waits.push(wait)
    return () => { wait.isCancelled = true }
  }
  const engine = new SyncEngine({ places: { find: () => (hasPlace ? {} : null) }, timers: { after } } as unknown as SyncEngineOptions)
  return { engine, waits, kicked: vi.spyOn(engine, 'kick').mockReturnValue() }
}

describe('the first round of a session', () => {
  it('waits where there are households to be looked at meanwhile', () => {
    const { engine, waits, kicked } = engineOf(true)
    engine.start(300)
    expect(kicked).not.toHaveBeenCalled()
    expect(waits.map(({ ms }) => ms)).toEqual([300])
    waits[0]?.run()
    expect(kicked).toHaveBeenCalledOnce()
  })

  it('comes at once on an empty laptop, and where nobody asked for a wait', () => {
    const empty = engineOf(false)
    empty.engine.start(300)
    expect(empty.kicked).toHaveBeenCalledOnce()
    const plain = engineOf(true)
    plain.engine.start()
    expect(plain.kicked).toHaveBeenCalledOnce()
    expect(plain.waits).toEqual([])
  })

  it('never comes when the laptop is locked meanwhile', async () => {
    const { engine, waits } = engineOf(true)
    engine.start(300)
    await engine.stop()
    expect(waits[0]?.isCancelled).toBe(true)
  })
})

describe('a hub that answers the first question of each round and then cannot be reached', () => {
  /** One round after another, by hand: what each waited for. */
  async function waitsOf(rounds: number): Promise<number[]> {
    const waits: { ms: number; run: () => void }[] = []
    const nothing = { counts: () => ({ waiting: 0, needsAttention: 0 }), waiting: () => [], recoveries: () => [], refused: () => [] }
    const engine: SyncEngine = new SyncEngine({
      hub: {
        session: () => {
          engine.noteReachable(true)
          return Promise.resolve({ officer: {}, epoch: 'one' })
        },
        changePage: () => {
          engine.noteReachable(false)
          return Promise.reject(new CasementError('HUB_UNREACHABLE'))
        },
      },
      places: { find: () => ({ isStreaming: false, cursor: 'one.1.1' }) }, devices: { find: () => ({ epoch: 'one' }), updateOfficer: () => undefined },
      outbox: nothing, spool: nothing, clock: { now: () => 0 }, random: { fraction: () => 0.5 }, logger: { warn: () => undefined, info: () => undefined },
      timers: { after: (ms: number, run: () => void) => { waits.push({ ms, run }); return () => undefined } },
      isSignedIn: () => true, refreshKeys: () => Promise.resolve(), onOfficer: () => undefined, onStatus: () => undefined,
    } as unknown as SyncEngineOptions)
    await engine.syncNow().catch(() => undefined)
    for (let round = 1; round < rounds; round += 1) {
      waits.at(-1)?.run()
      await vi.waitFor(() => expect(waits).toHaveLength(round + 1))
    }
    return waits.map(({ ms }) => ms)
  }

  it('is asked less and less often, and not again at once each time', async () => {
    expect(await waitsOf(5)).toEqual([3_000, 6_000, 12_000, 24_000, 48_000])
  })
})
