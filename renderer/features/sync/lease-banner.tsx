import type { SyncStatus } from '../../../shared/ipc/sync-contract'
import { useLease } from '../../bridge/use-lease'
import { NotificationBanner } from '../../components/notification-banner'
import { leaseAdvice, leaseWords } from './lease-words'

/** On every screen, once the time offline is nearly or wholly over. A laptop that is online gets another lease by itself: it says nothing, and asks nothing. */
export function LeaseBanner({ status }: { readonly status: SyncStatus | undefined }) {
  return status === undefined || status.isOnline ? null : <TimeOffline />
}

function TimeOffline() {
  const lease = useLease().data
  const advice = lease === undefined ? null : leaseAdvice(lease)
  if (lease === undefined || advice === null) return null
  return (
    <section className="layout__banner" aria-label="Time offline">
      <NotificationBanner tone={lease.state === 'ends-soon' ? 'warn' : 'bad'}><strong>{leaseWords(lease)}</strong> {advice}</NotificationBanner>
    </section>
  )
}
