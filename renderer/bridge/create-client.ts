import type { z } from 'zod'
import { CasementError } from '../../shared/errors/casement-error'
import type { Bridge } from '../../shared/ipc/bridge'
import type { ContractEntry, RequestOfEntry, ResponseOfEntry } from '../../shared/ipc/define-contract'
import type { Envelope } from '../../shared/ipc/result'

type Groups = Readonly<Record<string, Readonly<Record<string, ContractEntry>>>>

/** Every call of these groups of the contract as a plain promise: data, or a thrown `CasementError`. */
export type ClientOf<Of extends Groups> = {
  readonly [Group in keyof Of]: {
    readonly [Name in keyof Of[Group]]: (request: RequestOfEntry<Of[Group][Name]>) => Promise<ResponseOfEntry<Of[Group][Name]>>
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
export function createClient<Of extends Groups>(contract: Of): ClientOf<Of> {
  const groups = Object.entries(contract).map(([group, entries]) => {
    const calls = Object.entries(entries).map(([name, entry]) => [
      name,
      (request: unknown) => {
        const functions = window.casement[group as keyof Bridge] as unknown as Readonly<Record<string, AnyCall>>
        const call = functions[name]
        return call === undefined ? Promise.reject(new CasementError('INTERNAL')) : unwrap(call, entry.response, request)
      },
    ])
    return [group, Object.fromEntries(calls) as unknown]
  })
  return Object.fromEntries(groups) as ClientOf<Of>
}
