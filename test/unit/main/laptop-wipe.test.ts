import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { LaptopWipe } from '../../../main/domain/laptop-wipe'
import { WipeFile, type WipeState } from '../../../main/keys/wipe-file'
import { SignedWipeReceiptSchema } from '../../../shared/model/wipe'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-wipe-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const deviceId = randomUUID()
const receipt = SignedWipeReceiptSchema.parse({ payload: { v: 1, type: 'wipe-receipt', deviceId, at: '2026-11-26T10:00:00.000Z', unsent: 0 }, deviceId, signature: 'A'.repeat(86) })

/** A laptop as it starts, with what its disk holds; how often it erased itself. */
function start(): { wipe: LaptopWipe; erased: () => number } {
  let count = 0
  const wipe = new LaptopWipe({
    clock: { now: () => 0, elapsed: () => 0 }, logger: { info: () => undefined, warn: () => undefined, error: () => undefined }, file: new WipeFile(folder),
    hub: { wipeOrder: () => Promise.reject(new Error('not asked')), reportWiped: () => Promise.reject(new Error('offline')) },
    erase: () => { count += 1 }, eraseCaches: () => undefined, endSession: () => Promise.resolve(), onWiped: () => undefined,
  })
  return { wipe, erased: () => count }
}

test.each(['begun', 'done'] as const)('whoever enrols on a laptop whose wiping stands at "%s" is not erased at the next start', (state: WipeState['state']) => {
  new WipeFile(folder).save({ v: 1, state, receipt })
  const first = start()
  first.wipe.forget()
  first.wipe.stop()
  const next = start()
  next.wipe.resume()
  next.wipe.stop()
  expect(next.erased()).toBe(0)
  expect(new WipeFile(folder).find()?.state, 'its receipt is still to be handed in').toBe('done')
})

test('killed in the middle of its wiping, it goes on at the next start', () => {
  new WipeFile(folder).save({ v: 1, state: 'begun', receipt })
  const { wipe, erased } = start()
  wipe.resume()
  wipe.stop()
  expect([erased(), new WipeFile(folder).find()?.state]).toEqual([1, 'done'])
})
