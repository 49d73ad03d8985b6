import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { contract } from '../../shared/ipc/contract'
import type { ContractEntry } from '../../shared/ipc/define-contract'
import type { Envelope } from '../../shared/ipc/result'
import type { Logger } from '../logging/logger'
import { failure } from './failure'
import type { StoreHandlers } from './handlers/store-handlers'

interface Route {
  readonly entry: ContractEntry
  readonly handler: (request: unknown) => unknown
}

/** The store process's side of the contract: entry, request, handler, answer. Everything is parsed again, so that nothing rests on the main process being right. */
export function createStoreAnswering(
  handlers: StoreHandlers,
  isUnlocked: () => boolean,
  logger: Logger,
): (channel: string, raw: unknown) => Promise<Envelope<unknown>> {
  const routes = routesOf(handlers)
  return async (channel, raw) => {
    try {
      const route = routes.get(channel)
      if (route === undefined) throw new CasementError('REQUEST_INVALID')
      if (!route.entry.whenLocked && !isUnlocked()) throw new CasementError('ACCESS_LOCKED')
      const request = route.entry.request.safeParse(raw)
      if (!request.success) throw new CasementError('REQUEST_INVALID')
      const value = route.entry.response.safeParse(await route.handler(request.data))
      if (!value.success) throw new CasementError('INTERNAL')
      return { ok: true, value: value.data }
    } catch (error) {
      logger.warn('call-failed', { channel, code: isCasementError(error) ? error.code : 'INTERNAL' })
      return failure(error)
    }
  }
}

/** Channel to entry and handler. Throws when an entry of the store process has no handler. */
export function routesOf(handlers: StoreHandlers): Map<string, Route> {
  const routes = new Map<string, Route>()
  for (const [group, entries] of Object.entries(contract)) {
    const given = handlers[group as keyof StoreHandlers] as Readonly<Record<string, Route['handler']>>
    for (const [name, entry] of Object.entries(entries as Readonly<Record<string, ContractEntry>>)) {
      if (entry.handledBy !== 'store') continue
      const handler = given[name]
      if (handler === undefined || routes.has(entry.channel))
        throw new Error(`${entry.channel} has not exactly one handler`)
      routes.set(entry.channel, { entry, handler })
    }
  }
  return routes
}
