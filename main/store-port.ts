import type { ParentPort } from 'electron'
import { ToStoreSchema, type FromStore, type ToStore } from '../shared/ipc/store-port'

export interface StorePort {
  send(message: FromStore): void
  receive(listener: (message: ToStore) => void): void
}

/** The way to the parent: Electron's parentPort in a utility process, else Node's own channel, so that tests drive the same file without Electron. */
export function connectPort(): StorePort {
  // Typings say it is always there; in plain Node it is not.
  const parent = (process as { parentPort?: ParentPort }).parentPort
  const parsed =
    (listener: (message: ToStore) => void) =>
    (raw: unknown): void => {
      const message = ToStoreSchema.safeParse(raw)
      if (message.success) listener(message.data)
    }
  if (parent !== undefined && parent !== null) {
    return {
      send: (message) => parent.postMessage(message),
      receive: (listener) => void parent.on('message', (event: { data: unknown }) => parsed(listener)(event.data)),
    }
  }
  return {
    send: (message) => void process.send?.(message),
    receive: (listener) => void process.on('message', parsed(listener)),
  }
}
