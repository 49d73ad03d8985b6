import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { OutboxRepository } from '../../../main/store/repositories/outbox-repository'
import { pushOutbox, type PushOptions } from '../../../main/sync/push-outbox'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-push-'))
const AT = '2026-11-27T10:00:00.000Z'
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A signed contact, as it stands in the outbox. */
function contact(change: object = {}) {
  const [operationId, deviceId] = [randomUUID(), randomUUID()]
  const payload = {
    v: 1, type: 'operation', operationId, deviceId, at: AT, kind: 'contact-outcome', householdId: 'a'.repeat(32), baseVersion: 1, channel: 'phone', outcome: 'left-message', noteId: null, nextAction: null, ...change,
  }
  return { operationId, target: 'hub' as const, kind: 'contact-outcome' as const, householdId: 'a'.repeat(32), reference: null, at: AT, body: JSON.stringify({ payload, deviceId, signature: 'A'.repeat(86) }) }
}

test('what another version of Casement wrote, and this one does not know, is set aside and holds nothing else up', async () => {
  const kept = openDatabase(path.join(folder, 'kept.db'), new Uint8Array(randomBytes(32)), KEPT_MIGRATIONS)
  const outbox = new OutboxRepository(kept)
  const [unknown, broken, known] = [contact({ kind: 'of-a-later-version' }), { ...contact(), body: '{"payload":' }, contact()]
  for (const entry of [unknown, broken, known]) outbox.add(entry)
  const sent: string[] = []
  const pushOperations = ({ operations }: Parameters<PushOptions['hub']['pushOperations']>[0]) => {
    const ids = operations.map(({ payload }) => (payload.type === 'operation' ? payload.operationId : payload.eventId))
    sent.push(...ids)
    return Promise.resolve({ results: ids.map((id) => ({ id, status: 'applied' as const, code: null })) })
  }
  await pushOutbox('hub', { hub: { pushOperations }, vault: { pushOperations: () => Promise.reject(new Error('nothing is for the vault')) }, outbox, now: () => AT, onProgress: () => undefined })
  expect(sent).toEqual([known.operationId])
  expect(outbox.unsent().map(({ operationId, state, code }) => [operationId, state, code])).toEqual([[unknown.operationId, 'needs-attention', 'REQUEST_INVALID'], [broken.operationId, 'needs-attention', 'REQUEST_INVALID']])
  kept.close()
})
