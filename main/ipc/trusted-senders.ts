import { isOwnUrl } from '../app/web-security'

/** What a handler may look at of the sender: its frame and the contents' top frame. */
export interface Sender {
  readonly senderFrame: {
    readonly url: string
    readonly parent: unknown
    readonly routingId: number
    readonly processId: number
  } | null
}

/** Only the top frame of one of our own windows, by exact origin (checklist 17). A frame that is gone already is foreign. */
export function isTrustedSender(sender: Sender): boolean {
  try {
    return (
      sender.senderFrame !== null &&
      sender.senderFrame !== undefined &&
      sender.senderFrame.parent === null &&
      isOwnUrl(sender.senderFrame.url)
    )
  } catch {
    return false
  }
}
