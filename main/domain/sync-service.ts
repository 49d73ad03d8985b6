import { CasementError } from '../../shared/errors/casement-error'
import { ERROR_CODES, isErrorCode } from '../../shared/errors/error-code'
import type { OutboxItem, SyncStatus } from '../../shared/ipc/sync-contract'
import { CASELOAD_KINDS } from '../../shared/model/caseload-operation'
import { HouseholdIdSchema } from '../../shared/model/ids'
import type { StoredEntry } from '../store/repositories/outbox-repository'
import type { Session } from './session'

const KIND_WORDS = { 'contact-outcome': 'Contact outcome', note: 'Note', 'device-event': 'Record of a reveal', ...CASELOAD_KINDS } as const

/** What has reached the service and what waits, in the words of staff. */
export class SyncService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  getStatus(): SyncStatus {
    return this.#session.engine.status()
  }

  async syncNow(): Promise<SyncStatus> {
    await this.#session.engine.syncNow()
    return this.#session.engine.status()
  }

  listOutbox(): { items: OutboxItem[] } {
    return { items: this.#session.outbox.unsent().map(toItem) }
  }

  retryItem({ id }: Readonly<{ id: string }>): Record<string, never> {
    if (!this.#session.outbox.retry(id)) throw new CasementError('NOT_FOUND')
    this.#session.engine.tellStatus()
    this.#session.engine.kick()
    return {}
  }
}

function toItem(entry: StoredEntry): OutboxItem {
  const state = entry.state === 'needs-attention' ? 'needs-attention' : 'waiting'
  const why = entry.code !== null && isErrorCode(entry.code) ? `: ${ERROR_CODES[entry.code].means}` : ''
  return {
    id: entry.operationId,
    kind: entry.kind,
    householdId: entry.householdId === null ? null : HouseholdIdSchema.parse(entry.householdId),
    reference: entry.reference,
    at: entry.at,
    state,
    code: entry.code,
    words: `${KIND_WORDS[entry.kind]} ${state === 'waiting' ? 'waiting to send' : `needs attention${why}`}`,
  }
}
