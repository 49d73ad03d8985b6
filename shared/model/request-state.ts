import type { OwnRequest } from '../api/approvals-api'

/** The state with the time that has passed since: without signal a request still runs out. @param now Unix ms */
export function stateNow(request: OwnRequest, now: number): OwnRequest['state'] {
  if (request.state === 'waiting' && now >= Date.parse(request.expiresAt)) return 'expired'
  if (request.state === 'approved' && request.approved !== null && now >= Date.parse(request.approved.openUntil))
    return 'expired'
  return request.state
}

/** Decided by somebody else or by time, and the officer has not looked since. */
export const isNews = ({
  state,
  seenState,
}: Readonly<{ state: OwnRequest['state']; seenState: string | null }>): boolean =>
  (state === 'approved' || state === 'declined' || state === 'expired') && seenState !== state
