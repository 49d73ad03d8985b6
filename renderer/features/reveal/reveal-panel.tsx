import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import type { HouseholdRecord } from '../../../shared/model/household'
import { casement } from '../../bridge/casement-client'
import { useColleagues } from '../../bridge/use-colleagues'
import { Button } from '../../components/button'
import { formatCountdown, formatTime } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { BudgetNotice } from './budget-notice'
import { DROP_AFTER_COVERED_MS } from './reveal-machine'
import type { OnWrong } from './reported-details'
import { RevealedPeople } from './revealed-people'
import type { HeldGrant, Reveal } from './use-reveal'
import { Watermark } from './watermark'

const BECAUSE = {
  'by-hand': 'You masked the details again.', blurred: 'The details were dropped because Casement was in the background for 30 seconds.',
  time: 'The time of this showing is over.', left: 'The details were masked when you left the household.', 'not-recorded': 'The showing could not be recorded, so nothing is shown.',
} as const

/** The closing dialog gives the focus back to its button first. */
const AFTER_DIALOG_MS = 60

interface RevealPanelProps {
  readonly reveal: Reveal
  readonly household: HouseholdRecord
  readonly onStateAgain: () => void
}

/** Where details appear and go again: revealed, covered, masked again, over. */
export function RevealPanel({ reveal, household, onStateAgain }: RevealPanelProps) {
  const { state: { at }, details, now } = reveal
  const { nameOf } = useColleagues()
  const box = useRef<HTMLElement>(null)
  const { householdId } = household
  const onWrong: OnWrong = (personId, { detailId, by }) => casement.newDetails.markWrong({ householdId, personId, detailId, reportedBy: by })
  useEffect(() => {
    if (at.phase !== 'shown' && at.phase !== 'over') return undefined
    const timer = setTimeout(() => box.current?.focus(), AFTER_DIALOG_MS)
    return () => clearTimeout(timer)
  }, [at.phase])
  useNothingTaken(box, at.phase)
  switch (at.phase) {
    case 'none': case 'asking': return null
    case 'shown': case 'covered':
      return (
        <section ref={box} tabIndex={-1} className="revealed" aria-label="Revealed details" draggable={false}>
          <RevealedBand grant={at.grant} remaining={at.until - now}><Button kind="inverse" isSmall onClick={() => reveal.remask()}>Re-mask now</Button></RevealedBand>
          <p className="revealed__why">{at.grant.granted.purposeTitle}: {at.grant.granted.reason}</p>
          {details === null || at.phase === 'covered'
            ? <Cover remaining={at.phase === 'covered' ? DROP_AFTER_COVERED_MS - Math.max(0, now - at.since) : 0} />
            : <div className="revealed__body"><RevealedPeople people={details.people} opened={details.fieldGroups} members={household.members} nameOf={nameOf} onCopy={reveal.copy} onWrong={onWrong} /><Watermark text={`${at.grant.granted.officerName} ${formatTime(at.grant.granted.grantedAt)}`} /></div>}
          <BudgetNotice budget={at.grant.granted.budget} />
          <p className="revealed__notice" role="status">{reveal.notice}</p>
        </section>
      )
    case 'masked': case 'recording':
      return (
        <section ref={box} tabIndex={-1} className="remasked" aria-label="Masked again">
          {at.phase === 'masked' && at.problem !== null ? <ProblemNotice problem={at.problem} /> : null}
          <p className="remasked__words" role="status">
            <strong>Masked.</strong> {at.phase === 'masked' ? BECAUSE[at.because] : 'Recording the showing…'} You can show them again without a new reason for <span className="tabular">{formatCountdown(at.grant.openUntil - now)}</span>.
          </p>
          <Button kind="reveal" isSmall isBusy={at.phase === 'recording'} onClick={() => void reveal.showAgain()}>Show again</Button>
          <Button kind="link" onClick={reveal.close}>Close</Button>
        </section>
      )
    case 'over':
      return (
        <section ref={box} tabIndex={-1} className="remasked" aria-label="Reveal over">
          <p className="remasked__words" role="status"><strong>Masked.</strong> The time for opening these details has passed. State the need again if you still have one.</p>
          <Button isSmall onClick={onStateAgain}>State the need again</Button>
          <Button kind="link" onClick={reveal.close}>Close</Button>
        </section>
      )
  }
}

/** Details leave by the recorded copy only: not by dragging, not by the keyboard's copy, not by a menu. */
function useNothingTaken(box: RefObject<HTMLElement | null>, phase: string): void {
  useEffect(() => {
    const element = box.current
    if (element === null || phase !== 'shown') return undefined
    const refuse = (event: Event) => event.preventDefault()
    const ways = ['dragstart', 'copy', 'cut', 'contextmenu'] as const
    for (const way of ways) element.addEventListener(way, refuse)
    return () => { for (const way of ways) element.removeEventListener(way, refuse) }
  }, [box, phase])
}

function RevealedBand({ grant, remaining, children }: { readonly grant: HeldGrant; readonly remaining: number; readonly children: ReactNode }) {
  return (
    <header className="revealed__band">
      <h2 className="revealed__title">Revealed</h2>
      <p className="revealed__countdown">Masked again in <strong className="tabular">{formatCountdown(remaining)}</strong></p>
      <p className="revealed__entry">Ledger entry {grant.granted.entryIndex}</p>
      {children}
    </header>
  )
}

/** Stands where the details were. Holds none of their text. */
function Cover({ remaining }: { readonly remaining: number }) {
  return (
    <div className="cover" role="status">
      <p className="cover__words"><strong>Covered</strong> because you are not looking at Casement. Come back within <span className="tabular" aria-hidden="true">{formatCountdown(remaining)}</span> to go on.</p>
    </div>
  )
}
