import { describe, expect, it, vi } from 'vitest'
import { SyncEngine, type SyncEngineOptions } from '../../../main/sync/sync-engine'

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
