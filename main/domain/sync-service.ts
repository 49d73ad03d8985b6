import { CasementError } from '../../shared/errors/casement-error'
import { ERROR_CODES, isErrorCode } from '../../shared/errors/error-code'
import type { OutboxItem, SyncStatus } from '../../shared/ipc/sync-contract'
import { HouseholdIdSchema } from '../../shared/model/ids'
import { timeOfUuidV7 } from '../../shared/model/uuid-v7'
import { toInstant } from '../settings/clock'
import type { RefusedItem } from '../store/recovery-spool'
import type { StoredEntry } from '../store/repositories/outbox-repository'
import type { Session } from './session'

const KIND_WORDS = {
  'contact-outcome': 'Contact outcome',
  note: 'Note',
  'device-event': 'Record of a reveal',
  recovered: 'Work from before this laptop was enrolled again',
} as const

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
    const { outbox, spool, officer } = this.#session
    return { items: [...spool.refused(officer().officerId).map(fromSpool), ...outbox.unsent().map(toItem)] }
  }

  retryItem({ id }: Readonly<{ id: string }>): Record<string, never> {
    const { outbox, spool, officer } = this.#session
    if (!outbox.retry(id) && !spool.retryRefused(officer().officerId, id)) throw new CasementError('NOT_FOUND')
    this.#session.engine.tellStatus()
    this.#session.engine.kick()
    return {}
  }
}

/** Sealed, so that nothing more can be said of it here; when it was written is in its id. */
function fromSpool({ id, code }: RefusedItem): OutboxItem {
  return {
    id,
    kind: 'recovered',
    householdId: null,
    reference: null,
    at: toInstant(timeOfUuidV7(id)),
    state: 'needs-attention',
    code,
    words: `${KIND_WORDS.recovered} needs attention${reason(code)}`,
  }
}

const reason = (code: string | null): string =>
  code !== null && isErrorCode(code) ? `: ${ERROR_CODES[code].means}` : ''

function toItem(entry: StoredEntry): OutboxItem {
  const state = entry.state === 'needs-attention' ? 'needs-attention' : 'waiting'
  return {
    id: entry.operationId,
    kind: entry.kind,
    householdId: entry.householdId === null ? null : HouseholdIdSchema.parse(entry.householdId),
    reference: entry.reference,
    at: entry.at,
    state,
    code: entry.code,
    words: `${KIND_WORDS[entry.kind]} ${state === 'waiting' ? 'waiting to send' : `needs attention${reason(entry.code)}`}`,
  }
}
