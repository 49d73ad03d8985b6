import { REQUEST_STATES } from '../../../shared/model/approval'
import { useRequestCounts } from '../../bridge/use-request-counts'
import { useRequests } from '../../bridge/use-requests'
import { Button } from '../../components/button'
import { NotificationBanner } from '../../components/notification-banner'

interface RequestNewsProps {
  /** On the Requests screen itself there is nothing to point to. */
  readonly isHere: boolean
  readonly onRequests: () => void
}

/** Tells the officer, on whatever screen, that a request was decided. Gone once the Requests screen has been looked at. */
export function RequestNews({ isHere, onRequests }: RequestNewsProps) {
  const counts = useRequestCounts().data
  return counts === undefined || counts.news === 0 || isHere ? null : <News onRequests={onRequests} />
}

function News({ onRequests }: Pick<RequestNewsProps, 'onRequests'>) {
  const news = (useRequests().data?.requests ?? []).filter(({ isNews }) => isNews)
  const [first] = news
  if (first === undefined) return null
  const tone = first.state === 'approved' ? 'good' : 'warn'
  const by = first.decisions.at(-1)?.by
  return (
    <section className="layout__banner" aria-label="News of your requests">
      <NotificationBanner tone={tone}>
        <strong>{REQUEST_STATES[first.state]}{by === undefined || first.state === 'expired' ? '' : ` by ${by}`}:</strong> your request about <span className="reference">{first.reference}</span>
        {news.length > 1 ? `, and ${news.length - 1} more` : ''}. <Button kind="link" onClick={onRequests}>Look at your requests</Button>
      </NotificationBanner>
    </section>
  )
}
