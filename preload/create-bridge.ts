import type { Bridge } from '../shared/ipc/bridge'
import { contract } from '../shared/ipc/contract'
import { events } from '../shared/ipc/events'

/** What the bridge needs of Electron's ipcRenderer; the object itself never leaves the preload. */
export interface BridgeTransport {
  invoke(channel: string, request: unknown): Promise<unknown>
  on(channel: string, listener: (event: unknown, data: unknown) => void): unknown
  removeListener(channel: string, listener: (event: unknown, data: unknown) => void): unknown
}

const mapValues = <T, R>(record: Readonly<Record<string, T>>, make: (value: T, name: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]))

/** Makes `window.casement` from the contract: one function per call, one subscribe function per event. Plain data crosses, nothing else. */
export function createBridge(transport: BridgeTransport): Bridge {
  const calls = mapValues(contract, (group) =>
    mapValues(
      group as Readonly<Record<string, { channel: string }>>,
      ({ channel }) =>
        (request: unknown) =>
          transport.invoke(channel, request),
    ),
  )
  const on = mapValues(events, (_schema, name) => (listener: (data: unknown) => void) => {
    // Electron's event object stays here: it would give the page a way back to the sender.
    const pass = (_event: unknown, data: unknown): void => listener(data)
    transport.on(name, pass)
    return () => {
      transport.removeListener(name, pass)
    }
  })
  return { ...calls, on } as unknown as Bridge
}
