import type { QueuedNeed } from '../../../shared/ipc/queued-need-contract'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'

interface QueuedNoticeProps {
  readonly need: QueuedNeed
  readonly onGoOn: () => void
}

/** On the household: what was stated here without signal, and the way on. */
export function QueuedNotice({ need, onGoOn }: QueuedNoticeProps) {
  return (
    <NotificationBanner tone="info" live="none">
      <strong>You kept this without signal, {formatInstant(need.at)}.</strong> Nothing has been asked for yet.
      <div><q>{need.reason}</q></div>
      <div className="banner__action"><Button isSmall onClick={onGoOn}>Go on with it…</Button></div>
    </NotificationBanner>
  )
}
