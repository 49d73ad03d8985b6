import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DeviceEventService } from '../../main/domain/device-event-service'
import { OperationWriter } from '../../main/domain/operation-writer'
import { createDeviceKeys, createDeviceSigner } from '../../main/keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle } from '../../main/keys/key-bundle'
import { systemClock } from '../../main/settings/clock'
import { systemRandom } from '../../main/settings/random-source'
import { KEPT_MIGRATIONS } from '../../main/store/migrations/index'
import { openDatabase } from '../../main/store/process/open-database'
import { RecoverySpool } from '../../main/store/recovery-spool'
import { LedgerRepository } from '../../main/store/repositories/ledger-repository'
import { OutboxRepository } from '../../main/store/repositories/outbox-repository'
import { prepareControllerKeys } from '../../service/controller/controller-key-files'
import type { Bench } from './bench'
import { median, timed } from './measure'

const ENTRIES = 200

/** What a display waits for: one event of the laptop's chain, signed and sealed, durable in `kept.db` and in the spool; against one append that is as durable. */
export const durableEntry: Bench = {
  name: 'durable-entry',
  async run({ entries }, measure) {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-durable-'))
    const files = await prepareControllerKeys(path.join(folder, 'keys'), Date.now())
    const trusted = await openKeyBundle({ bundle: readFileSync(files.bundleFile, 'utf8').trim(), purposes: readFileSync(files.purposesFile, 'utf8').trim() }, files.rootPublicKey, NO_KEYS_BEFORE)
    const kept = openDatabase(path.join(folder, 'kept.db'), new Uint8Array(randomBytes(32)), KEPT_MIGRATIONS)
    const deviceId = randomUUID()
    const events = new DeviceEventService(
      { ledger: new LedgerRepository(kept), signer: createDeviceSigner(deviceId, createDeviceKeys()), deviceId, clock: systemClock, random: systemRandom },
      new OperationWriter({
        kept, outbox: new OutboxRepository(kept), spool: new RecoverySpool(folder), officer: () => ({ officerId: 'bench.officer' }),
        keys: async () => trusted, engine: { tellStatus: () => undefined, kick: () => undefined },
      }),
    )
    const file = openSync(path.join(folder, 'plain'), 'a')
    const words = Buffer.alloc(300, 'x')
    const count = entries ?? ENTRIES
    const p50 = async (one: () => unknown): Promise<number> => {
      const times: number[] = []
      for (let n = 0; n < count; n += 1) times.push(await timed(one))
      return median(times)
    }
    try {
      await measure({
        bench: 'durable-entry', unit: 'ms (p50)', baseline: 'append 300 bytes and fdatasync', goal: { atMost: 2 }, size: { entries: count },
        value: () => p50(() => events.append({ event: 'shown', requestId: randomUUID(), grantId: randomUUID(), fieldGroup: null })),
        baselineValue: () => p50(() => { writeSync(file, words); fdatasyncSync(file) }),
      }, null)
    } finally {
      closeSync(file)
      kept.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
