import { NotificationBanner } from '../../components/notification-banner'

/** Why nothing opens although everything is there. */
export const ClockNotice = () => (
  <NotificationBanner tone="bad"><strong>The clock of this laptop has been changed.</strong> Sealed details stay shut until the central service has been reached, or the clock is right and you have unlocked again. Nothing is lost.</NotificationBanner>
)
