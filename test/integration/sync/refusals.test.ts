import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { OutboxRepository, type OutboxKind } from '../../../main/store/repositories/outbox-repository'
import { pushOutbox } from '../../../main/sync/push-outbox'
import { canPutAway, REFUSALS, refusedWords } from '../../../shared/errors/refused-words'
import { HostileHub } from './hostile-hub'

const sql = openDatabase(path.join(mkdtempSync(path.join(tmpdir(), 'casement-refusals-')), 'kept.db'), randomBytes(32), KEPT_MIGRATIONS)
const outbox = new OutboxRepository(sql)
let hub: HostileHub
beforeAll(async () => { hub = await HostileHub.start() })
afterAll(() => {
  hub.stop()
  sql.close()
})
beforeEach(() => {
  sql.run('DELETE FROM operations')
  sql.run('DELETE FROM put_away')
})

const AT = '2026-11-26T09:00:00.000Z'
const householdId = 'a'.repeat(32)
const BODIES: Readonly<Partial<Record<OutboxKind, Record<string, unknown>>>> = {
  'contact-outcome': { channel: 'phone', outcome: 'no-answer', noteId: null, nextAction: null }, claim: {}, safety: { field: 'safeContact', base: [], value: ['letters-unsafe'], settles: null },
}
/** One waiting operation of a kind, as it is kept. */
function write(kind: OutboxKind): string {
  const [operationId, deviceId] = [randomUUID(), randomUUID()]
  const payload = kind === 'device-event'
    ? { v: 1, type: 'device-event', eventId: operationId, deviceId, n: 0, previousHash: '0'.repeat(64), event: 'shown', requestId: randomUUID(), grantId: randomUUID(), fieldGroup: null, at: AT }
    : { v: 1, type: 'operation', kind, operationId, deviceId, at: AT, householdId, baseVersion: 1, ...BODIES[kind] }
  const body = JSON.stringify({ payload, deviceId, signature: 'A'.repeat(86) })
  outbox.add({ operationId, target: 'hub', kind, householdId: kind === 'device-event' ? null : householdId, reference: null, body, at: AT })
  return operationId
}
const answer = (results: unknown): void => { hub.answer = { bytes: Buffer.from(JSON.stringify({ results })), encoding: 'identity', framing: 'length', cutAfter: null } }
const push = () => pushOutbox('hub', { hub: hub.client, vault: { pushOperations: () => Promise.reject(new Error('nothing is for the vault')) }, outbox, now: () => AT, onProgress: () => undefined })
const stateOf = (id: string) => sql.get('SELECT state, code FROM operations WHERE operation_id = ?', [id])

describe('what a service refuses', () => {
  it.each(REFUSALS)('%s: needs attention with its code, the others go, nothing is dropped, and there is a way out', async (code) => {
    for (const kind of ['contact-outcome', 'claim', 'safety', 'device-event'] as const) {
      const [before, refused, after] = [write('contact-outcome'), write(kind), write('contact-outcome')]
      answer([before, refused, after].map((id) => (id === refused ? { id, status: 'refused', code } : { id, status: 'applied', code: null })))
      await push()
      expect([before, refused, after].map((id) => stateOf(id)?.['state'])).toEqual(['acknowledged', 'needs-attention', 'acknowledged'])
      expect(stateOf(refused)?.['code']).toBe(code)
      const { means, action } = refusedWords(code, kind)
      expect(means).toMatch(/^[A-Z].*\.$/)
      expect(action).toMatch(/try again|put (this|this one|yours|your own) away|Wait for the answer/i)
      // The next round does not send it again, and is not held up by it.
      const later = write('contact-outcome')
      answer([{ id: later, status: 'applied', code: null }])
      await push()
      expect(stateOf(later)?.['state']).toBe('acknowledged')
      expect(stateOf(refused)?.['state']).toBe('needs-attention')
      // Once more, when somebody asks; then out of the way, whole, and back.
      expect(outbox.retry(refused)).toBe(true)
      answer([{ id: refused, status: 'refused', code }])
      await push()
      expect(stateOf(refused)).toMatchObject({ state: 'needs-attention', code })
      if (!canPutAway(kind)) continue
      const body = sql.get('SELECT body FROM operations WHERE operation_id = ?', [refused])?.['body']
      expect(sql.transaction(() => outbox.keepAway(refused, AT))).toBe(true)
      expect(outbox.counts()).toEqual({ waiting: 0, needsAttention: 0 })
      expect(outbox.listPutAway()).toMatchObject([{ operationId: refused, kind, code, body }])
      expect(sql.transaction(() => outbox.bringBack(refused))).toBe(true)
      expect(outbox.unsent()).toMatchObject([{ operationId: refused, kind, code, body, state: 'needs-attention' }])
      sql.run('DELETE FROM operations')
    }
  })

  it('what waits or was taken cannot be put away, and what is not there cannot be brought back', () => {
    const waiting = write('claim')
    const taken = write('claim')
    outbox.acknowledge(taken, AT)
    for (const id of [waiting, taken, randomUUID()]) expect(sql.transaction(() => outbox.keepAway(id, AT))).toBe(false)
    expect(outbox.listPutAway()).toEqual([])
    expect(sql.transaction(() => outbox.bringBack(waiting))).toBe(false)
    expect(stateOf(waiting)?.['state']).toBe('waiting')
  })

  it('a whole batch that is refused for its form goes one by one: the one that nobody understands needs attention alone', async () => {
    const ids = [write('contact-outcome'), write('claim'), write('contact-outcome')]
    const spoilt = ids[1] ?? ''
    const client = { pushOperations: (request: Parameters<typeof hub.client.pushOperations>[0]) => {
      const sent = request.operations.map(({ payload }) => (payload.type === 'operation' ? payload.operationId : payload.eventId))
      hub.answer = null
      if (sent.includes(spoilt)) hub.answer = { bytes: Buffer.from('{"code":"REQUEST_INVALID","detail":{}}'), encoding: 'identity', framing: 'length', cutAfter: null, status: 400 }
      else answer(sent.map((id) => ({ id, status: 'applied', code: null })))
      return hub.client.pushOperations(request)
    } }
    await pushOutbox('hub', { hub: client, vault: { pushOperations: () => Promise.reject(new Error('nothing is for the vault')) }, outbox, now: () => AT, onProgress: () => undefined })
    expect(ids.map((id) => stateOf(id)?.['state'])).toEqual(['acknowledged', 'needs-attention', 'acknowledged'])
  })
})
