import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DECISIONS, REQUEST_STATES, type Decision } from '../../../shared/model/approval'
import { FIELD_GROUPS, ROLES, TEAMS } from '../../../shared/model/codes'
import { ITEM_STANDINGS } from '../../../shared/model/contact-list'
import { RELATIONSHIPS, type Relationship } from '../../../shared/model/relationship'
import type { ListToDecide } from '../../../shared/ipc/contact-list-contract'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useListQueue } from '../../bridge/use-list-queue'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant, formatTime } from '../../components/dates'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { peopleWords, waitWords } from '../../components/request-words'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { useNow } from '../../components/use-now'
import { ListDecideDialog } from './list-decide-dialog'
import { householdsWords } from './list-words'

/** The contact lists that wait for this supervisor, oldest first, each with everything that a decision takes; and those decided. */
export function ListQueue() {
  const client = useQueryClient()
  const now = useNow(30_000)
  const query = useListQueue()
  const [deciding, setDeciding] = useState<{ readonly list: ListToDecide; readonly decision: Decision } | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const lists = query.data?.lists ?? []
  const decided = query.data?.decided ?? []
  const onDecided = async (name: string, words: string) => {
    setDeciding(null)
    setSaid(`${words} ${name} is told at once.`)
    await client.invalidateQueries({ queryKey: queryKeys.listQueue })
  }
  return (
    <>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {said === null ? null : <NotificationBanner tone="good">{said}</NotificationBanner>}
      {lists.length === 0 ? null : (
        <section className="list-queue" aria-label="Contact lists and visit packs that wait for you">
          <h2 className="govuk-heading-s">{lists.some(({ outing }) => outing !== null) ? 'Contact lists and visit packs' : 'Contact lists'} <span className="requests__count">{lists.length}</span></h2>
          {lists.map((list) => <ListDetail key={list.requestId} list={list} now={now} onDecide={(decision) => setDeciding({ list, decision })} />)}
        </section>
      )}
      {decided.length === 0 ? null : (
        <details className="list-queue">
          <summary>Contact lists decided by you ({decided.length})</summary>
          <DataTable
            caption="Contact lists that you decided, newest first" columns={[{ words: 'When' }, { words: 'Households', isNumber: true }, { words: 'Asked by' }, { words: 'Your decision' }, { words: 'Stands now' }]}
            rows={decided.map(({ requestId, own, households, requester, state }) => ({
              key: requestId, cells: [formatInstant(own.at), households, requester, <span key="own">{DECISIONS[own.decision]}{own.words === null ? null : <>: <q>{own.words}</q></>}</span>, REQUEST_STATES[state]],
            }))}
          />
        </details>
      )}
      {deciding === null ? null : <ListDecideDialog key={deciding.list.requestId + deciding.decision} list={deciding.list} decision={deciding.decision} onClose={() => setDeciding(null)} onDecided={(words) => void onDecided(deciding.list.requester.name, words)} />}
    </>
  )
}

interface ListDetailProps {
  readonly list: ListToDecide
  readonly now: number
  readonly onDecide: (decision: Decision) => void
}

function ListDetail({ list, now, onDecide }: ListDetailProps) {
  const { requester, purpose, items } = list
  const { outing, pack } = list
  const title = outing === null ? `Contact list of ${householdsWords(items.length)}` : `${pack === null ? 'Visit pack' : 'Emergency permits'} of ${householdsWords(items.length)}`
  return (
    <section className="panel" aria-label={`${title} by ${requester.name}`}>
      <h3 className="panel__title">{title}<span className="as-at">asked {waitWords(now - Date.parse(list.requestedAt))} ago, lapses in {waitWords(Date.parse(list.expiresAt) - now)}</span></h3>
      <blockquote className="request-detail__reason"><p>{outing === null ? list.reason : pack === null ? 'A reason is given for each visit below.' : 'To go with their visit pack: if somebody may come to harm and there is no signal.'}</p><footer>{requester.name}, {ROLES[requester.role]}, {TEAMS[requester.team]}</footer></blockquote>
      <SummaryList
        rows={[
          ['Purpose', <><strong>{purpose.title}</strong><br />“{purpose.wording}”<br /><span className="as-at">{purpose.lawfulTask}</span></>],
          ['Would open', <><ul className="request-detail__groups">{list.fieldGroups.map((group) => <li key={group}>{FIELD_GROUPS[group]}</li>)}</ul>{outing === null ? `one household after the other, up to ${list.opensEach} times each for ${list.openForMinutes} minutes, within ${list.workForHours} hours of your decision` : packWords(list)}</>],
          ...(outing === null ? [] : [['Outing', `${formatInstant(outing.from)} to ${formatTime(outing.until)}; destroyed then, opened or not`] as const]),
          ['Relationship', relationshipSummary(items)],
          ['Households', <ul key="homes" className={outing === null ? 'list-queue__homes' : 'list-queue__homes list-queue__homes--visits'}>{items.map((item) => <li key={item.item}><span className="reference">{item.reference ?? 'No longer held'}</span> <span className="as-at">{item.people === item.memberCount ? peopleWords(item.people) : `${item.people} of ${peopleWords(item.memberCount)}`}; {RELATIONSHIPS[item.relationship].toLowerCase()}</span>{item.reason === null ? null : <q className="list-queue__why">{item.reason}</q>}{item.standing === 'ready' ? null : <> <Tag tone="warn">{ITEM_STANDINGS[item.standing]}</Tag></>}</li>)}</ul>],
        ]}
      />
      <div className="dialog__actions">
        <Button kind="primary" label={`Approve the ${title.toLowerCase()}`} onClick={() => onDecide('approve')}>Approve…</Button>
        <Button label={`Narrow the ${title.toLowerCase()}`} onClick={() => onDecide('narrow')}>Narrow…</Button>
        <Button kind="warning" label={`Decline the ${title.toLowerCase()}`} onClick={() => onDecide('decline')}>Decline…</Button>
      </div>
    </section>
  )
}

/** What a pack opens: sealed on a laptop, without signal. */
const packWords = ({ openForMinutes, outing, pack }: ListToDecide): string =>
  pack !== null ? `sealed on the laptop beside the visit pack, and opened without signal in an emergency only: for a reason of its own, three times in 24 hours at most, each opening reviewed by somebody else; shown again within ${outing?.windowMinutes ?? 0} minutes` : `sealed on the laptop and opened without signal: the address from two hours before the outing, the rest at the door; each showing up to ${openForMinutes} minutes, again within ${outing?.windowMinutes ?? 0} minutes`

/** "10 household is allocated to them; 2 no recorded relationship": in the order of the vocabulary. */
function relationshipSummary(items: ListToDecide['items']): string {
  const counts = (Object.keys(RELATIONSHIPS) as Relationship[]).flatMap((code) => {
    const count = items.filter(({ relationship }) => relationship === code).length
    return count === 0 ? [] : [`${count} of ${items.length}: ${RELATIONSHIPS[code].toLowerCase()}`]
  })
  return counts.join('; ')
}
