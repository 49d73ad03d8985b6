import { NotificationBanner } from '../../components/notification-banner'

/** Why nothing opens although everything is there. */
export const ClockNotice = () => (
  <NotificationBanner tone="bad"><strong>The clock of this laptop has been set back.</strong> Sealed details stay shut until it is right again or the central service has been reached. Nothing is lost.</NotificationBanner>
)
