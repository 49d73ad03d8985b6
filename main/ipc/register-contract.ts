import type { IpcMain } from 'electron'
import { CasementError } from '../../shared/errors/casement-error'
import { contractEntries } from '../../shared/ipc/contract'
import type { ContractEntry } from '../../shared/ipc/define-contract'
import { envelopeSchema, type Envelope } from '../../shared/ipc/result'
import { failure } from './failure'
import { isTrustedSender, type Sender } from './trusted-senders'

export type MainHandler = (request: unknown) => unknown

export interface ContractHost {
  /** Passes a call to the store process and answers its envelope, unparsed. */
  forward(channel: string, request: unknown): Promise<unknown>
  /** The entries that are Electron's own business, by channel. */
  readonly handlers: Readonly<Record<string, MainHandler>>
  /** Told of every answer that was given, after it was parsed. */
  answered?(channel: string, envelope: Envelope<unknown>): void
}

/** One call, whole: sender, request, handler, answer. Never throws and never answers undefined. */
export async function answerCall(
  entry: ContractEntry,
  host: ContractHost,
  sender: Sender,
  raw: unknown,
): Promise<Envelope<unknown>> {
  try {
    if (!isTrustedSender(sender)) throw new CasementError('REQUEST_FOREIGN_SENDER')
    const request = entry.request.safeParse(raw)
    if (!request.success) throw new CasementError('REQUEST_INVALID')
    if (entry.handledBy === 'main') return succeed(entry, await handlerOf(host, entry)(request.data))
    const envelope = envelopeSchema(entry.response).safeParse(await host.forward(entry.channel, request.data))
    if (!envelope.success) throw new CasementError('INTERNAL')
    return envelope.data
  } catch (error) {
    return failure(error)
  }
}

function succeed(entry: ContractEntry, value: unknown): Envelope<unknown> {
  const parsed = entry.response.safeParse(value)
  if (!parsed.success) throw new CasementError('INTERNAL')
  return { ok: true, value: parsed.data }
}

function handlerOf(host: ContractHost, entry: ContractEntry): MainHandler {
  const handler = host.handlers[entry.channel]
  if (handler === undefined) throw new CasementError('INTERNAL')
  return handler
}

/** Registers every entry of the contract, once. The one user of ipcMain. Throws when an entry of ours has no handler or a handler no entry. */
export function registerContract(ipcMain: Pick<IpcMain, 'handle'>, host: ContractHost): void {
  const own = contractEntries.filter((entry) => entry.handledBy === 'main').map((entry) => entry.channel)
  const given = Object.keys(host.handlers)
  if (own.toSorted().join() !== given.toSorted().join())
    throw new Error('the handlers of main do not match the contract')
  for (const entry of contractEntries as ReadonlyArray<ContractEntry>) {
    ipcMain.handle(entry.channel, async (event, raw: unknown) => {
      const envelope = await answerCall(entry, host, event, raw)
      host.answered?.(entry.channel, envelope)
      return envelope
    })
  }
}
