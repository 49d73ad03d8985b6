import type { Bridge } from '../shared/ipc/bridge'
import type { BridgeShape } from '../shared/ipc/bridge-shape'

/** What the bridge needs of Electron's ipcRenderer; the object itself never leaves the preload. */
export interface BridgeTransport {
  invoke(channel: string, request: unknown): Promise<unknown>
  on(channel: string, listener: (event: unknown, data: unknown) => void): unknown
  removeListener(channel: string, listener: (event: unknown, data: unknown) => void): unknown
}

const mapValues = <T, R>(record: Readonly<Record<string, T>>, make: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]))

/** Makes `window.casement` from the contract's shape: one function per call, one subscribe function per event. Plain data crosses, nothing else. */
export function createBridge(transport: BridgeTransport, { calls, events }: BridgeShape): Bridge {
  const groups = mapValues(calls, (group) => mapValues(group, (channel) => (request: unknown) => transport.invoke(channel, request)))
  const subscribe = (name: string) => (listener: (data: unknown) => void) => {
    // Electron's event object stays here: it would give the page a way back to the sender.
    const pass = (_event: unknown, data: unknown): void => listener(data)
    transport.on(name, pass)
    return () => {
      transport.removeListener(name, pass)
    }
  }
  return { ...groups, on: Object.fromEntries(events.map((name) => [name, subscribe(name)])) } as unknown as Bridge
}
