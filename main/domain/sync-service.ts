import { CasementError } from '../../shared/errors/casement-error'
import { isErrorCode } from '../../shared/errors/error-code'
import { canPutAway, refusedWords } from '../../shared/errors/refused-words'
import type { OutboxItem, SyncStatus } from '../../shared/ipc/sync-contract'
import { CASELOAD_KINDS } from '../../shared/model/caseload-operation'
import { HouseholdIdSchema } from '../../shared/model/ids'
import { timeOfUuidV7 } from '../../shared/model/uuid-v7'
import { toInstant } from '../settings/clock'
import type { RefusedItem } from '../store/recovery-spool'
import type { PutAwayEntry, StoredEntry } from '../store/repositories/outbox-repository'
import type { Session } from './session'

const KIND_WORDS = {
  'contact-outcome': 'Contact outcome',
  note: 'Note',
  'device-event': 'Record of a reveal',
  safety: 'Warning about safe contact or risk to staff',
  'new-details': 'That new contact details were given',
  'sealed-details': 'New contact details',
  'details-wrong': 'That contact details are wrong',
  'emergency-opening': 'Emergency access without signal',
  recovered: 'Work from before this laptop was enrolled again',
  ...CASELOAD_KINDS,
} as const

/** A first sync may take minutes: an answer that comes later than the window waits for would say that the store is gone. */
const LONGEST_ANSWER_MS = 60_000

/** What has reached the service and what waits, in the words of staff. */
export class SyncService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  getStatus(): SyncStatus {
    return this.#session.engine.status()
  }

  /** After a whole round; where that takes long, how far it is by then. Throws what went wrong with it. */
  async syncNow(): Promise<SyncStatus> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LONGEST_ANSWER_MS)
    })
    await Promise.race([this.#session.engine.syncNow(), late]).finally(() => clearTimeout(timer))
    return this.#session.engine.status()
  }

  listOutbox(): { items: OutboxItem[] } {
    const { outbox, spool, officer } = this.#session
    return { items: [...spool.refused(officer().officerId).map(fromSpool), ...outbox.unsent().map(toItem), ...outbox.listPutAway().map(toItem)] }
  }

  retryItem({ id }: Readonly<{ id: string }>): Record<string, never> {
    const { outbox, spool, officer } = this.#session
    if (!outbox.retry(id) && !spool.retryRefused(officer().officerId, id)) throw new CasementError('NOT_FOUND')
    this.#session.engine.tellStatus()
    this.#session.engine.kick()
    return {}
  }

  putAway({ id }: Readonly<{ id: string }>): Record<string, never> {
    const { kept, outbox, clock, engine } = this.#session
    const isPuttable = outbox.unsent().some(({ operationId, kind }) => operationId === id && canPutAway(kind))
    if (!isPuttable || !kept.transaction(() => outbox.keepAway(id, toInstant(clock.now())))) throw new CasementError('NOT_FOUND')
    engine.tellStatus()
    return {}
  }

  bringBack({ id }: Readonly<{ id: string }>): Record<string, never> {
    const { kept, outbox, engine } = this.#session
    if (!kept.transaction(() => outbox.bringBack(id))) throw new CasementError('NOT_FOUND')
    engine.tellStatus()
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
    words: `${KIND_WORDS.recovered} needs attention${reason(code, 'recovered')}`,
  }
}

const reason = (code: string | null, kind: string): string =>
  code !== null && isErrorCode(code) ? `: ${refusedWords(code, kind).means}` : ''

function toItem(entry: StoredEntry | PutAwayEntry): OutboxItem {
  const state = entry.state === 'acknowledged' ? 'waiting' : entry.state
  return {
    id: entry.operationId,
    kind: entry.kind,
    householdId: entry.householdId === null ? null : HouseholdIdSchema.parse(entry.householdId),
    reference: entry.reference,
    at: entry.at,
    state,
    code: entry.code,
    words: `${KIND_WORDS[entry.kind]} ${state === 'waiting' ? 'waiting to send' : state === 'put-away' ? 'put away' : `needs attention${reason(entry.code, entry.kind)}`}`,
  }
}
