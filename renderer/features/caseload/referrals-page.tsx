import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ReferralItem } from '../../../shared/api/caseload-api'
import { DECLINE_REASONS, REFERRAL_REASONS } from '../../../shared/model/codes'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useCaseloadAct } from '../../bridge/use-caseload-act'
import { useColleagues } from '../../bridge/use-colleagues'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag, type TagTone } from '../../components/tag'
import { usePageTitle } from '../../components/use-page-title'
import { placeWords } from './caseload-words'
import { DeclineDialog } from './decline-dialog'

type Item = ReferralItem & { readonly isWaiting: boolean }

const NO_REFERRALS: ReadonlyArray<Item> = []
const STATES: Readonly<Record<Item['state'], readonly [words: string, tone: TagTone]>> = {
  pending: ['Waiting', 'warn'], accepted: ['Accepted', 'good'], declined: ['Declined', 'bad'], withdrawn: ['Withdrawn', 'neutral'],
}

/** Referrals to and from the own team: what waits for an answer first, then what was answered within 30 days. */
export function ReferralsPage({ onOpen, onBack }: { readonly onOpen: (householdId: string) => void; readonly onBack: () => void }) {
  usePageTitle('Referrals')
  const { me } = useColleagues()
  const query = useQuery({ queryKey: queryKeys.referrals, queryFn: () => casement.caseload.listReferrals({}) })
  const { act, isBusy, problem, clear } = useCaseloadAct()
  const [declining, setDeclining] = useState<Item | null>(null)
  const isKnown = query.data !== undefined && query.error === null
  const referrals = query.data?.referrals ?? NO_REFERRALS
  const isOurs = ({ team, district }: Item['to']): boolean => team === me?.team && district === me.district
  const pending = referrals.filter(({ state }) => state === 'pending')
  const received = pending.filter(({ to }) => isOurs(to))
  const sent = pending.filter(({ to }) => !isOurs(to))
  const decided = referrals.filter(({ state }) => state !== 'pending')
  const canWithdraw = (item: Item): boolean => item.by === me?.officerId || me?.role === 'supervisor'
  const open = (item: Item) => <Button isSmall onClick={() => onOpen(item.householdId)} label={`Open ${item.reference}`}>Open</Button>

  return (
    <div className="page referrals">
      <Button kind="link" onClick={onBack}>‹ Worklist</Button>
      <h1 className="govuk-heading-l">Referrals</h1>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {problem === null || declining !== null ? null : <ProblemNotice problem={problem} />}
      <ReferralTable
        title="Waiting for your team" empty={isKnown ? 'No other team waits for an answer of yours.' : null} items={received} place={({ from }) => ['From', placeWords(from)]}
        renderActs={(item) => (
          <>
            {open(item)}
            <Button kind="primary" isSmall isBusy={isBusy} onClick={() => void act(item.householdId, { kind: 'accept-referral', referralId: item.referralId })} label={`Accept ${item.reference}`}>Accept</Button>
            <Button isSmall onClick={() => { clear(); setDeclining(item) }} label={`Decline ${item.reference}`}>Decline…</Button>
          </>
        )}
      />
      <ReferralTable
        title="Sent by your team" empty={isKnown ? 'Your team waits for nobody’s answer.' : null} items={sent} place={({ to }) => ['To', placeWords(to)]}
        renderActs={(item) => (
          <>
            {open(item)}
            {canWithdraw(item) ? <Button isSmall isBusy={isBusy} onClick={() => void act(item.householdId, { kind: 'withdraw-referral', referralId: item.referralId })} label={`Withdraw ${item.reference}`}>Withdraw</Button> : null}
          </>
        )}
      />
      <ReferralTable
        title="Answered in the last 30 days" empty={isKnown ? 'None yet.' : null} items={decided} place={(item) => ['From and to', isOurs(item.to) ? `From ${placeWords(item.from)}` : `To ${placeWords(item.to)}`]} renderActs={null}
      />
      {declining === null ? null : (
        <DeclineDialog
          reference={declining.reference} isBusy={isBusy} problem={problem} onClose={() => { clear(); setDeclining(null) }}
          onDecline={(reason) => void act(declining.householdId, { kind: 'decline-referral', referralId: declining.referralId, reason }).then((isDone) => { if (isDone) setDeclining(null) })}
        />
      )}
    </div>
  )
}

interface ReferralTableProps {
  readonly title: string
  /** Null: nobody knows whether it is. */
  readonly empty: string | null
  readonly items: ReadonlyArray<Item>
  readonly place: (item: Item) => readonly [head: string, words: string]
  /** Null: nothing is left to do; how it ended is shown. */
  readonly renderActs: ((item: Item) => ReactNode) | null
}

function ReferralTable({ title, empty, items, place, renderActs }: ReferralTableProps) {
  const [first] = items
  return (
    <section className="panel" aria-label={title}>
      <h2 className="panel__title">{title}{renderActs === null || items.length === 0 ? null : <Tag>{items.length}</Tag>}</h2>
      {first === undefined ? (empty === null ? null : <p className="govuk-body">{empty}</p>) : (
        <table className="govuk-table referrals__table">
          <thead className="govuk-table__head">
            <tr>
              {['Household', place(first)[0], 'Why', 'Referred by', renderActs === null ? 'Answer' : ''].map((head) => (
                <th key={head} scope="col" className="govuk-table__header">{head === '' ? <span className="govuk-visually-hidden">What you can do</span> : head}</th>
              ))}
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {items.map((item) => (
              <tr key={item.referralId}>
                <th scope="row" className="govuk-table__header reference">{item.reference} {item.isWaiting ? <Tag tone="info">Waiting to send</Tag> : null}</th>
                <td className="govuk-table__cell">{place(item)[1]}</td>
                <td className="govuk-table__cell">{REFERRAL_REASONS[item.reason]}</td>
                <td className="govuk-table__cell">{item.byName}<br /><span className="as-at">{formatInstant(item.at)}</span></td>
                {renderActs === null ? (
                  <td className="govuk-table__cell">
                    <Tag tone={STATES[item.state][1]}>{STATES[item.state][0]}</Tag> {item.declineReason === null ? null : DECLINE_REASONS[item.declineReason]}
                    {item.decidedAt === null ? null : <><br /><span className="as-at">{item.decidedByName} · {formatInstant(item.decidedAt)}</span></>}
                  </td>
                ) : <td className="govuk-table__cell referrals__acts">{renderActs(item)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
