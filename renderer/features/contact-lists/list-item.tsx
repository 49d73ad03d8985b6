import type { MyList } from '../../../shared/ipc/contact-list-contract'
import { REQUEST_STATES } from '../../../shared/model/approval'
import { Button } from '../../components/button'
import { formatInstant, formatSince, formatTime } from '../../components/dates'
import { ProgressBar } from '../../components/progress-bar'
import { groupWords, waitWords } from '../../components/request-words'
import { Tag, type TagTone } from '../../components/tag'
import { ListDecisionWords } from './list-decision-words'
import { householdsWords, listWaitsWith, progressOf, progressWords } from './list-words'

const TONES: Readonly<Record<MyList['state'], TagTone>> = { waiting: 'info', approved: 'good', declined: 'bad', cancelled: 'neutral', expired: 'warn', opened: 'neutral' }

interface ListItemProps {
  readonly list: MyList
  readonly now: number
  readonly today: string
  readonly onWork: () => void
  readonly onCancel: () => void
}

/** One of my contact lists: named by its purpose and its day, where it stands, how far I have come. */
export function ListItem({ list, now, today, onWork, onCancel }: ListItemProps) {
  const { state, approved, items } = list
  const progress = progressOf(items)
  const name = `${list.purposeTitle}, ${formatInstant(list.requestedAt)}`
  return (
    <li className={`request request--${state}`}>
      <div className="request__what">
        <p className="request__head"><Tag tone={TONES[state]}>{REQUEST_STATES[state]}</Tag> <strong>{list.purposeTitle}</strong> <span>{householdsWords(items.length)}</span></p>
        <p className="request__reason">{list.reason}</p>
        <p className="as-at">Asked {formatSince(list.requestedAt, today)} for {groupWords(list.fieldGroups)}</p>
      </div>
      <div className="request__stands">
        {list.decisions.map((decision) => <ListDecisionWords key={decision.at} decision={decision} asked={list.fieldGroups} households={items.length} />)}
        {state === 'waiting' ? <p className="request__line">Waiting with {listWaitsWith(list)}. Lapses in {waitWords(Date.parse(list.expiresAt) - now)}.</p> : null}
        {state === 'approved' && approved !== null ? <p className="request__line">Workable until {formatTime(approved.workUntil)} ({waitWords(Date.parse(approved.workUntil) - now)} left).</p> : null}
        {state === 'expired' ? <p className="request__line">{list.decisions.length === 0 ? 'Nobody decided in time.' : 'Its time is over.'} What you recorded is kept; make another list for who is left.</p> : null}
        {state === 'approved' || progress.done + progress.skipped > 0 ? <><p className="request__line">{progressWords(progress)}</p><ProgressBar label={`Progress of ${name}`} done={progress.done + progress.skipped} total={progress.total - progress.shut} /></> : null}
      </div>
      <div className="request__acts">
        {state === 'approved' ? <Button kind="primary" isSmall label={`Work through ${name}`} onClick={onWork}>{progress.done + progress.skipped === 0 ? 'Work through' : 'Go on'}</Button> : null}
        {state !== 'approved' && progress.done + progress.skipped > 0 ? <Button isSmall label={`Look at ${name}`} onClick={onWork}>Look at it</Button> : null}
        {state === 'approved' || state === 'waiting' ? <Button kind="link" label={`Cancel ${name}`} onClick={onCancel}>Cancel</Button> : null}
      </div>
    </li>
  )
}
