import type { z } from 'zod'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { HubOperationSchema, VaultOperationSchema, type OperationResult } from '../../shared/model/operation'
import type { HubClient } from './hub-client'
import type { VaultClient } from './vault-client'
import type { OutboxRepository, OutboxTarget, StoredEntry } from '../store/repositories/outbox-repository'

export interface PushOptions {
  readonly hub: Pick<HubClient, 'pushOperations'>
  readonly vault: Pick<VaultClient, 'pushOperations'>
  readonly outbox: OutboxRepository
  readonly now: () => string
  readonly onProgress: () => void
}

const BATCH = 50

/** Sends what waits for one service, oldest first. Answered: acknowledged or set aside for a person; anything else stays waiting. Nothing is dropped. */
export async function pushOutbox(target: OutboxTarget, options: PushOptions): Promise<void> {
  for (;;) {
    const entries = options.outbox.waiting(target, BATCH)
    if (entries.length === 0) return
    const answered = await pushBatch(target, entries, options)
    options.onProgress()
    // A service that leaves its entries unanswered is not asked again and again in one round.
    if (answered < entries.length) throw new CasementError(target === 'hub' ? 'HUB_RUBBISH' : 'VAULT_RUBBISH')
  }
}

async function pushBatch(
  target: OutboxTarget,
  entries: ReadonlyArray<StoredEntry>,
  options: PushOptions,
): Promise<number> {
  try {
    return settle(entries, await send(target, entries, options), options)
  } catch (error) {
    if (!isCasementError(error) || error.code !== 'REQUEST_INVALID') throw error
    // One of them is not in the agreed form: alone, so that it cannot hold up the others.
    const [first, ...rest] = entries
    if (rest.length === 0 && first !== undefined) {
      options.outbox.setAside(first.operationId, 'REQUEST_INVALID')
      return 1
    }
    let answered = 0
    for (const entry of entries) answered += await pushBatch(target, [entry], options)
    return answered
  }
}

async function send(
  target: OutboxTarget,
  entries: ReadonlyArray<StoredEntry>,
  { hub, vault }: PushOptions,
): Promise<ReadonlyArray<OperationResult>> {
  const { results } =
    target === 'hub'
      ? await hub.pushOperations({ operations: entries.map((entry) => read(HubOperationSchema, entry)) })
      : await vault.pushOperations({ operations: entries.map((entry) => read(VaultOperationSchema, entry)) })
  return results
}

/** Throws REQUEST_INVALID, as the service would, for what another version of Casement wrote and this one does not know. */
function read<T extends z.ZodType>(schema: T, { body }: StoredEntry): z.output<T> {
  try {
    return schema.parse(JSON.parse(body))
  } catch {
    throw new CasementError('REQUEST_INVALID')
  }
}

function settle(
  entries: ReadonlyArray<StoredEntry>,
  results: ReadonlyArray<OperationResult>,
  { outbox, now }: PushOptions,
): number {
  const byId = new Map(results.map((result) => [result.id, result]))
  let answered = 0
  for (const { operationId } of entries) {
    const result = byId.get(operationId)
    if (result === undefined) continue
    answered += 1
    if (result.status === 'refused') outbox.setAside(operationId, result.code)
    else outbox.acknowledge(operationId, now())
  }
  return answered
}
