import { useState } from 'react'
import type { CaseloadAct } from '../../../shared/ipc/caseload-contract'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import { NEXT_ACTIONS, REFERRAL_REASONS } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import { useCaseloadAct } from '../../bridge/use-caseload-act'
import { useColleagues } from '../../bridge/use-colleagues'
import { Button } from '../../components/button'
import { formatInstant, formatShortDate } from '../../components/dates'
import { dueWords } from '../../components/duty'
import { useKeySettings } from '../../components/key-settings'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'
import { useHotkeys } from '../../components/use-hotkeys'
import { allocationWords, placeWords } from './caseload-words'
import { DeclineDialog } from './decline-dialog'
import { GiveDialog } from './give-dialog'
import { NextActionForm } from './next-action-form'
import { ReferDialog } from './refer-dialog'
import { whatMayBeDone } from './what-may-be-done'

type Opened = 'hand-over' | 'allocate' | 'refer' | 'decline' | 'next-action' | null

interface CaseloadPanelProps {
  readonly view: HouseholdView
  readonly today: string
}

/** Whose caseload a household is in, what comes next, and where it is referred; with everything that can be done about it. */
export function CaseloadPanel({ view, today }: CaseloadPanelProps) {
  const { me } = useColleagues()
  return me === null || me.role === 'ig-lead' || me.role === 'admin' ? null : <Panel view={view} today={today} me={me} />
}

function Panel({ view, today, me }: CaseloadPanelProps & { readonly me: Officer }) {
  const { household, caseloadPending } = view
  const { householdId, reference, allocatedOfficer: owner, allocation, nextAction, nextActionOwner } = household
  const { colleagues, teams, nameOf } = useColleagues()
  const { act, isBusy, problem, clear } = useCaseloadAct()
  const [opened, setOpened] = useState<Opened>(null)
  const [said, setSaid] = useState('')
  const { areSingleKeysOn } = useKeySettings()
  const can = whatMayBeDone(household, me)
  const referral = household.referral?.state === 'pending' ? household.referral : null
  const open = (next: Opened) => { clear(); setSaid(''); setOpened(next) }
  const perform = async (wanted: CaseloadAct, words: string) => {
    setSaid('')
    if (!(await act(householdId, wanted))) return
    setOpened(null)
    setSaid(words)
  }
  const claim = () => void perform({ kind: 'claim' }, 'In your caseload.')
  useHotkeys({
    ...(can.canClaim ? { t: claim } : {}), ...(can.canHandOver ? { h: () => open('hand-over') } : {}), n: () => open('next-action'),
  }, areSingleKeysOn)
  const isDialog = opened !== null && opened !== 'next-action' && (opened !== 'decline' || referral !== null)
  /** What was refused there has been read there. */
  const close = () => { clear(); setOpened(null) }
  const due = nextAction === null ? null : dueWords(nextAction.dueOn, today)

  return (
    <section className="panel caseload" aria-labelledby="caseload-title">
      <h2 className="panel__title" id="caseload-title">
        Caseload
        <span className="caseload__tags">
          {view.isNewToYou ? <Tag tone="info">New to you</Tag> : null}
          {caseloadPending.some(({ state }) => state === 'waiting') ? <Tag tone="info">Waiting to send</Tag> : null}
          {caseloadPending.some(({ state }) => state === 'needs-attention') ? <Tag tone="bad">Needs attention</Tag> : null}
        </span>
      </h2>
      {problem === null || isDialog ? null : <ProblemNotice problem={problem} />}
      <p className="caseload__who"><strong>{owner === null ? 'In nobody’s caseload' : owner === me.officerId ? 'In your caseload' : `In the caseload of ${nameOf(owner)}`}</strong></p>
      <p className="caseload__how">{allocation === null ? 'Not allocated in Casement yet.' : allocationWords(allocation, nameOf)}</p>
      <div className="caseload__actions">
        {can.canClaim ? <Button kind="primary" isSmall isBusy={isBusy} onClick={claim}>Take into my caseload</Button> : null}
        {can.canAllocate ? <Button isSmall onClick={() => open('allocate')}>Allocate…</Button> : null}
        {can.canHandOver ? <Button isSmall onClick={() => open('hand-over')}>Hand over…</Button> : null}
        {can.canRefer ? <Button isSmall onClick={() => open('refer')}>Refer to another team…</Button> : null}
        {can.canRelease ? <Button kind="link" onClick={() => void perform({ kind: 'release' }, 'Released. It stays in the team’s list.')}>Release</Button> : null}
      </div>
      {referral === null ? null : (
        <div className="caseload__referral">
          <p><strong>{can.canAnswer ? `Referred to your team by ${nameOf(referral.by)}, ${placeWords(referral.from)}` : `Waiting for ${placeWords(referral.to)}`}</strong><br />{REFERRAL_REASONS[referral.reason]} · {formatInstant(referral.at)}</p>
          <div className="caseload__actions">
            {can.canAnswer ? <Button kind="primary" isSmall isBusy={isBusy} onClick={() => void perform({ kind: 'accept-referral', referralId: referral.referralId }, 'Accepted. It is in your caseload.')}>Accept</Button> : null}
            {can.canAnswer ? <Button isSmall onClick={() => open('decline')}>Decline…</Button> : null}
            {can.canWithdraw ? <Button isSmall isBusy={isBusy} onClick={() => void perform({ kind: 'withdraw-referral', referralId: referral.referralId }, 'Referral withdrawn.')}>Withdraw referral</Button> : null}
          </div>
        </div>
      )}
      {opened === 'next-action' ? (
        <NextActionForm before={nextAction} today={today} isBusy={isBusy} onClose={() => setOpened(null)} onSave={(next, seen) => void perform({ kind: 'next-action', nextAction: next, baseAction: seen }, 'Next action saved.')} />
      ) : nextAction === null || due === null ? (
        <div className="caseload__next"><p>No next action set.</p><Button isSmall onClick={() => open('next-action')}>Set next action</Button></div>
      ) : (
        <div className={due.isDue ? 'caseload__next caseload__next--due' : 'caseload__next'}>
          <p><strong>Next: {NEXT_ACTIONS[nextAction.kind]}</strong>, {formatShortDate(nextAction.dueOn)} ({due.words.toLowerCase()})
            {nextActionOwner === null ? null : <span className="caseload__for">{nameOf(nextActionOwner) === 'You' ? 'For you' : `For ${nameOf(nextActionOwner)}`}</span>}
          </p>
          <Button isSmall isBusy={isBusy} onClick={() => void perform({ kind: 'next-action', nextAction: null, baseAction: nextAction }, 'Next action done.')} label="Next action is done">Done</Button>
          <Button isSmall onClick={() => open('next-action')} label="Change next action">Change</Button>
        </div>
      )}
      {caseloadPending.filter(({ state }) => state === 'needs-attention').map((item) => (
        <p key={item.operationId} className="caseload__refused"><strong>{item.words}</strong> was not accepted. See Sync for why, and what to do.</p>
      ))}
      <p className="caseload__said" role="status">{said === '' ? '' : `${said}${caseloadPending.some(({ state }) => state === 'waiting') ? ' Saved on this laptop and sent as soon as there is a connection.' : ''}`}</p>
      {opened === 'hand-over' || opened === 'allocate' ? (
        <GiveDialog kind={opened} reference={reference} me={me} colleagues={colleagues} isBusy={isBusy} problem={problem} onClose={close} onGive={(wanted) => void perform(wanted, `${opened === 'allocate' ? 'Allocated' : 'Handed over'} to ${nameOf(wanted.toOfficer)}.`)} />
      ) : null}
      {opened === 'refer' ? (
        <ReferDialog reference={reference} from={{ team: household.allocatedTeam, district: household.allocatedDistrict ?? household.district }} teams={teams} isBusy={isBusy} problem={problem} onClose={close} onRefer={(wanted) => void perform(wanted, `Referred to ${placeWords({ team: wanted.toTeam, district: wanted.toDistrict })}.`)} />
      ) : null}
      {opened === 'decline' && referral !== null ? (
        <DeclineDialog reference={reference} isBusy={isBusy} problem={problem} onClose={close} onDecline={(reason) => void perform({ kind: 'decline-referral', referralId: referral.referralId, reason }, 'Declined.')} />
      ) : null}
    </section>
  )
}
