import { REQUEST_STATES } from '../../../shared/model/approval'
import { useContactLists } from '../../bridge/use-contact-lists'
import { useRequestCounts } from '../../bridge/use-request-counts'
import { Button } from '../../components/button'
import { NotificationBanner } from '../../components/notification-banner'
import { householdsWords } from './list-words'

interface ListNewsProps {
  /** On the screens of contact lists there is nothing to point to. */
  readonly isHere: boolean
  readonly onLists: () => void
}

/** Tells the officer, on whatever screen, that a contact list was decided. */
export function ListNews({ isHere, onLists }: ListNewsProps) {
  const counts = useRequestCounts().data
  return counts === undefined || counts.listNews === 0 || isHere ? null : <News onLists={onLists} />
}

function News({ onLists }: Pick<ListNewsProps, 'onLists'>) {
  const [first] = (useContactLists().data?.lists ?? []).filter(({ isNews }) => isNews)
  if (first === undefined) return null
  const by = first.decisions.at(-1)?.by
  return (
    <section className="layout__banner" aria-label="News of your contact lists">
      <NotificationBanner tone={first.state === 'approved' ? 'good' : 'warn'}>
        <strong>{REQUEST_STATES[first.state]}{by === undefined || first.state === 'expired' ? '' : ` by ${by}`}:</strong> your contact list of {householdsWords(first.items.length)}. <Button kind="link" onClick={onLists}>Look at your contact lists</Button>
      </NotificationBanner>
    </section>
  )
}
