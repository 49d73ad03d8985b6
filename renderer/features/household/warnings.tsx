import { MORATORIUM_KINDS, SAFE_CONTACT, SOURCES } from '../../../shared/model/codes'
import type { HouseholdRecord } from '../../../shared/model/household'
import { hasSafetyConflicts, safetyWords } from '../../../shared/model/safety'
import { formatShortDate } from '../../components/dates'
import { isRecoveryPaused, untilWords } from '../../components/moratorium'
import { NotificationBanner } from '../../components/notification-banner'
import { BREATHING_SPACE_DAYS, hasSurelyEnded, staleSources } from './staleness'

/** What must be read before anybody rings, knocks or asks for money. */
export function Warnings({ household, today }: { readonly household: HouseholdRecord; readonly today: string }) {
  const { moratorium, safeContact, safety } = household
  // Only those who say what is owed or that recovery is paused: the others say by each fact that they are overdue.
  const stale = staleSources(household.sources, today).filter(({ source }) => SOURCES[source].isCreditor)
  return (
    <div className="warnings">
      {safeContact.length === 0 ? null : (
        <NotificationBanner tone="bad" live="none">
          <strong>Safe-contact warning.</strong> {safeContact.map((code) => SAFE_CONTACT[code]).join('. ')}.
        </NotificationBanner>
      )}
      {safety.riskToStaff.codes.length === 0 ? null : (
        <NotificationBanner tone="bad" live="none">
          <strong>Risk to staff.</strong> {safetyWords(safety.riskToStaff.codes)}.
        </NotificationBanner>
      )}
      {hasSafetyConflicts(safety) ? (
        <NotificationBanner tone="warn" live="none">
          <strong>Warnings not settled.</strong> Two people recorded different ones. Until somebody settles it in the conflict inbox (Sync), go by all of them.
        </NotificationBanner>
      ) : null}
      {isRecoveryPaused(moratorium, today) ? (
        <NotificationBanner tone="info" live="none">
          <strong>Recovery is paused {untilWords(moratorium)}.</strong> {MORATORIUM_KINDS[moratorium.kind]}: do not ask for payment, add charges or enforce.
        </NotificationBanner>
      ) : null}
      {safety.moratorium.codes.length === 0 ? null : (
        <NotificationBanner tone="info" live="none">
          <strong>Recovery is paused: a moratorium was reported to an officer.</strong> {safetyWords(safety.moratorium.codes)}: do not ask for payment, add charges or enforce before it has been checked with the debt adviser.
          {hasSurelyEnded(safety.moratorium, today) ? <> <strong>It was recorded more than {BREATHING_SPACE_DAYS} days ago, and a Breathing Space lasts {BREATHING_SPACE_DAYS} at most:</strong> ask the adviser whether it has ended, then take it away under Safe contact, risk to staff and moratorium.</> : null}
        </NotificationBanner>
      )}
      {stale.map((fact) => (
        <NotificationBanner key={fact.source} tone="warn" live="none">
          <strong>{SOURCES[fact.source].words} extract overdue: check before recovery.</strong> Last sent {formatShortDate(fact.asAt)}, expected every {SOURCES[fact.source].cadenceDays} days.
        </NotificationBanner>
      ))}
    </div>
  )
}
