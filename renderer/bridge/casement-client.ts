import type { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import type { Bridge } from '../../shared/ipc/bridge'
import { contract, type Contract } from '../../shared/ipc/contract'
import type { RequestOfEntry, ResponseOfEntry } from '../../shared/ipc/define-contract'
import type { EventData, EventName } from '../../shared/ipc/events'
import type { Envelope } from '../../shared/ipc/result'

/** Every call of the contract as a plain promise: data, or a thrown `CasementError`. */
export type CasementClient = {
  readonly [Group in keyof Contract]: {
    readonly [Name in keyof Contract[Group]]: (
      request: RequestOfEntry<Contract[Group][Name]>,
    ) => Promise<ResponseOfEntry<Contract[Group][Name]>>
  }
}

type AnyCall = (request: unknown) => Promise<Envelope<unknown> | undefined>

async function unwrap(call: AnyCall, response: z.ZodType, request: unknown): Promise<unknown> {
  const envelope = await call(request).catch((cause: unknown) => {
    throw new CasementError('INTERNAL', {}, { cause })
  })
  if (envelope === undefined) throw new CasementError('INTERNAL')
  if (!envelope.ok) throw new CasementError(envelope.error.code, envelope.error.detail)
  const parsed = response.safeParse(envelope.value)
  if (!parsed.success) throw new CasementError('INTERNAL')
  return parsed.data
}

/** Derives the client from the contract. The bridge is looked up at each call, so tests may put another one in place. */
export function createClient(bridge: () => Bridge): CasementClient {
  const groups = Object.entries(contract).map(([group, entries]) => {
    const calls = Object.entries(entries).map(([name, entry]) => [
      name,
      (request: unknown) => {
        const functions = bridge()[group as keyof Contract] as unknown as Readonly<Record<string, AnyCall>>
        const call = functions[name]
        return call === undefined ? Promise.reject(new CasementError('INTERNAL')) : unwrap(call, entry.response, request)
      },
    ])
    return [group, Object.fromEntries(calls) as unknown]
  })
  return Object.fromEntries(groups) as CasementClient
}

/** The one client of this window. */
export const casement = createClient(() => window.casement)

/** Hears an event of the main process; answers the function that stops hearing it. */
export function subscribe<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void {
  return (window.casement.on[name] as (hear: (data: EventData<Name>) => void) => () => void)(listener)
}
