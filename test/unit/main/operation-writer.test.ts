import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { OperationWriter } from '../../../main/domain/operation-writer'
import { NO_KEYS_BEFORE, openKeyBundle } from '../../../main/keys/key-bundle'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { RecoverySpool } from '../../../main/store/recovery-spool'
import { OutboxRepository } from '../../../main/store/repositories/outbox-repository'
import { prepareControllerKeys } from '../../../service/controller/controller-key-files'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-writer-'))
const officerId = 'amara.okafor'
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a write whose commit fails is in neither database nor spool, and the next one is in both', async () => {
  const files = await prepareControllerKeys(path.join(folder, 'keys'), Date.now())
  const trusted = await openKeyBundle({ bundle: readFileSync(files.bundleFile, 'utf8').trim(), purposes: readFileSync(files.purposesFile, 'utf8').trim() }, files.rootPublicKey, NO_KEYS_BEFORE)
  const kept = openDatabase(path.join(folder, 'kept.db'), new Uint8Array(randomBytes(32)), KEPT_MIGRATIONS)
  const [outbox, spool] = [new OutboxRepository(kept), new RecoverySpool(folder)]
  // A row that refers to nothing: SQLite finds it at COMMIT, when the spool has been written.
  kept.run('CREATE TABLE parents (id INTEGER PRIMARY KEY)')
  kept.run('CREATE TABLE children (parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED)')
  const writer = new OperationWriter({ kept, outbox, spool, officer: () => ({ officerId }), keys: async () => trusted, engine: { tellStatus: () => undefined, kick: () => undefined } })
  const write = (operationId: string, also?: () => void) =>
    writer.write([{ operationId, target: 'hub', kind: 'contact-outcome', householdId: null, reference: null, at: '2026-11-27T10:00:00.000Z', signed: { operationId } }], also)
  const [failed, whole] = [randomUUID(), randomUUID()]
  await expect(write(failed, () => void kept.run('INSERT INTO children VALUES (1)'))).rejects.toThrow()
  expect(outbox.unsent()).toEqual([])
  expect(spool.count(officerId, true)).toBe(0)
  await write(whole)
  expect(outbox.unsent().map(({ operationId }) => operationId)).toEqual([whole])
  spool.beginRecovery(officerId, 'x')
  expect(spool.recoveries(officerId).flatMap(({ items }) => items.map(({ id }) => id))).toEqual([whole])
  kept.close()
})
