import { events, type EventName } from '../../shared/ipc/events'

/** The one way from main to the window: parsed by the event's schema; what does not fit is dropped. */
export function createEventSender(
  send: (channel: string, data: unknown) => void,
): (name: string, data: unknown) => void {
  return (name, data) => {
    if (!Object.hasOwn(events, name)) return
    const parsed = events[name as EventName].safeParse(data)
    if (parsed.success) send(name, parsed.data)
  }
}
