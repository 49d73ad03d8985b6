import type { EventData, EventName } from '../../shared/ipc/events'

/** Hears an event of the main process; answers the function that stops hearing it. */
export function subscribe<Name extends EventName>(name: Name, listener: (data: EventData<Name>) => void): () => void {
  return (window.casement.on[name] as (hear: (data: EventData<Name>) => void) => () => void)(listener)
}
