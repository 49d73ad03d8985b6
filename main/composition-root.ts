import { CasementError } from '../shared/errors/casement-error'
import type { AccessState } from '../shared/ipc/access-contract'
import type { Envelope } from '../shared/ipc/result'
import type { ToStore } from '../shared/ipc/store-port'
import { failure } from './ipc/failure'
import type { Logger } from './logging/logger'
import type { Clock } from './settings/clock'

export interface StoreAppOptions {
  readonly start: Extract<ToStore, { type: 'start' }>
  readonly clock: Clock
  readonly logger: Logger
  readonly emit: (name: string, data: unknown) => void
  readonly openBrowser: (url: string) => void
}
export interface StoreApp {
  call(channel: string, request: unknown): Promise<Envelope<unknown>>
  close(): Promise<void>
}

export function createStoreApp({ start }: StoreAppOptions): StoreApp {
  const state: AccessState = {
    phase: 'signed-out', officer: null, hasKeyStore: start.keyStoreSecret !== null, isSignedIn: false, waitUntil: null, recoverable: 0, isTestRuntime: start.isTestRuntime,
  }
  return {
    call: (channel) => Promise.resolve(channel === 'access:get-state' ? { ok: true, value: state } : failure(new CasementError('ACCESS_LOCKED'))),
    close: () => Promise.resolve(),
  }
}
