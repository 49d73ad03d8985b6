import type { Appended } from '../store/recovery-spool'
import type { SyncEngine } from '../sync/sync-engine'
import type { Session } from './session'
import type { OutboxEntry } from '../store/repositories/outbox-repository'

export interface WrittenOperation extends Omit<OutboxEntry, 'body'> {
  readonly signed: unknown
}

interface WriterSession extends Pick<Session, 'keys' | 'kept' | 'outbox' | 'spool'> {
  readonly officer: () => { readonly officerId: string }
  readonly engine: Pick<SyncEngine, 'tellStatus' | 'kick'>
}

/** Writes what is to be sent so that it cannot be lost: kept.db first, then the recovery spool, both durable before it answers. */
export class OperationWriter {
  readonly #session: WriterSession
  constructor(session: WriterSession) {
    this.#session = session
  }

  /** @param also further writes of the same transaction */
  async write(operations: ReadonlyArray<WrittenOperation>, also: () => void = () => undefined): Promise<void> {
    const { keys, kept, outbox, spool, officer, engine } = this.#session
    const trusted = await keys()
    const sealed = await Promise.all(
      operations.map(async ({ operationId, target, signed }) => ({
        id: operationId,
        target,
        sealed: await trusted.seal(target === 'vault' ? 'vault-seal' : 'hub-seal', signed),
      })),
    )
    const appended: Appended[] = []
    try {
      kept.transaction(() => {
        for (const { signed, ...entry } of operations) outbox.add({ ...entry, body: JSON.stringify(signed) })
        also()
        // Inside the transaction: when the spool cannot be written, nothing was written, and a second try makes no double.
        appended.push(spool.append(officer().officerId, sealed))
      })
    } catch (error) {
      // Nor when it is the commit that fails.
      for (const { undo } of appended) undo()
      throw error
    }
    for (const { keep } of appended) keep()
    engine.tellStatus()
    engine.kick()
  }
}
