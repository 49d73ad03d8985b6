import type { OwnList } from '../api/contact-lists-api'

/** The state with the time that has passed since: without signal a list still runs out. @param now Unix ms */
export function listStateNow(list: Pick<OwnList, 'state' | 'expiresAt' | 'approved'>, now: number): OwnList['state'] {
  if (list.state === 'waiting' && now >= Date.parse(list.expiresAt)) return 'expired'
  if (list.state === 'approved' && list.approved !== null && now >= Date.parse(list.approved.workUntil)) return 'expired'
  return list.state
}
