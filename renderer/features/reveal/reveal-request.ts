import { uuidV7 } from '../../../shared/model/uuid-v7'
import type { RequestOfEntry } from '../../../shared/ipc/define-contract'
import type { revealContract } from '../../../shared/ipc/reveal-contract'
import type { ErrorCode } from '../../../shared/errors/error-code'
import { makeWindowKey, type WindowKey } from './window-key'

export type RevealRequest = RequestOfEntry<typeof revealContract.request>
/** What the officer stated, before the window adds an id and a key. */
export type Statement = Omit<RevealRequest, 'requestId' | 'windowKey'>

export interface PreparedRequest {
  readonly request: RevealRequest
  readonly key: WindowKey
}

/** After these the same request may be asked again under the same id: the entry may already be in the ledger. */
const LOST_ANSWERS: ReadonlySet<ErrorCode> = new Set(['HUB_UNREACHABLE', 'HUB_SLOW', 'HUB_RUBBISH', 'VAULT_UNREACHABLE', 'VAULT_SLOW', 'VAULT_RUBBISH', 'REVEAL_OFFLINE', 'STORE_UNAVAILABLE'])

/** Gives each statement a fresh id and a fresh key; an unchanged statement whose answer was lost keeps both. */
export class RequestMaker {
  #last: PreparedRequest | null = null
  #statement = ''
  /** Made while the officer states the need, and of no statement yet. */
  #ready: WindowKey | null = null

  /** Makes the next key, if none is at hand. Without it `prepare` does. */
  async getReady(): Promise<void> {
    this.#ready ??= await makeWindowKey()
  }

  /** At once where a key is at hand: then the request is on its way before the window draws that it is. */
  prepare(statement: Statement): PreparedRequest | Promise<PreparedRequest> {
    const same = JSON.stringify(statement)
    if (this.#last !== null && this.#statement === same) return this.#last
    const key = this.#ready
    this.#ready = null
    return key === null ? makeWindowKey().then((made) => this.#with(made, statement, same)) : this.#with(key, statement, same)
  }

  #with(key: WindowKey, statement: Statement, same: string): PreparedRequest {
    const requestId = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
    this.#last = { request: { ...statement, requestId, windowKey: key.publicJwk }, key }
    this.#statement = same
    return this.#last
  }

  /** To be told how it ended: only a lost answer may be asked for again. */
  ended(code: ErrorCode | null): void {
    if (code === null || !LOST_ANSWERS.has(code)) this.#last = null
  }
}
