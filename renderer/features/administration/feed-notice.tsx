import { useQuery } from '@tanstack/react-query'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { NotificationBanner } from '../../components/notification-banner'

const LOOK_EVERY_MS = 30_000

/** Says when a transaction that stays open holds back everybody's changes: nothing fails, so nobody else would say so. */
export function FeedNotice() {
  const feed = useQuery({ queryKey: queryKeys.feed, queryFn: () => casement.admin.getFeed({}), refetchInterval: LOOK_EVERY_MS, staleTime: 0 })
  if (feed.data?.isStalled !== true) return null
  return (
    <NotificationBanner tone="bad" live="status">
      <strong>Changes reach no laptop at the moment.</strong> A transaction that stays open in the hub’s database holds the feed back. Work goes on and nothing is lost: what officers send is kept, but nobody sees what others did.
      <div>Ask whoever runs the database to end the oldest open transaction; the hub’s log says since when. <span className="banner__code">Code SYNC_FEED_STALLED</span></div>
    </NotificationBanner>
  )
}
