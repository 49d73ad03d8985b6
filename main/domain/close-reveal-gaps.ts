import type { DeviceEventService } from './device-event-service'
import type { Session } from './session'

/**
 * Reveals of an earlier session that got their grant and of which nothing else is known: the laptop crashed, or was locked, between the
 * release and the screen. The chain says `not-shown` for each, at the time of this unlock, so that every release has its end in the
 * ledger (design §4 step 8). What was recorded as shown, or as not shown, is left as it is.
 */
export async function closeRevealGaps(
  { reveals }: Pick<Session, 'reveals'>,
  events: Pick<DeviceEventService, 'append'>,
): Promise<void> {
  // Read at once, before this session can make one of its own.
  for (const { requestId, grantId } of reveals.withoutEnd())
    await events.append({ event: 'not-shown', requestId, grantId, fieldGroup: null })
}
