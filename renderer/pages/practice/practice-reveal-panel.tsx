import { useState } from 'react'
import type { HouseholdRecord } from '../../../shared/model/household'
import { Button } from '../../components/button'
import { formatCountdown } from '../../components/dates'
import { RevealedPeople } from '../../features/reveal/revealed-people'
import { Watermark } from '../../features/reveal/watermark'
import type { PracticeRevealing } from './use-practice-reveal'

/** Practice asks nothing of the service: its notes are by nobody. */
const asItIs = (officerId: string): string => officerId
const NO_COPY = 'In practice nothing is copied. For real, the copy is recorded and the clipboard is cleared after 30 seconds.'

/** Where the invented details appear and go again, as the real ones do. */
export function PracticeRevealPanel({ reveal, household }: { readonly reveal: PracticeRevealing; readonly household: HouseholdRecord }) {
  const [notice, setNotice] = useState('')
  const { at, now, people } = reveal
  if (at.phase === 'none' || at.phase === 'asking' || at.phase === 'recording') return null
  if (at.phase === 'shown' || at.phase === 'covered') {
    return (
      <section className="revealed" aria-label="Revealed details, practice" draggable={false}>
        <header className="revealed__band">
          <h2 className="revealed__title">Revealed</h2>
          <p className="revealed__countdown">Masked again in <strong className="tabular">{formatCountdown(at.until - now)}</strong></p>
          <p className="revealed__entry">Practice: no ledger entry</p>
          <Button kind="inverse" isSmall onClick={reveal.remask}>Re-mask now</Button>
        </header>
        <p className="revealed__why">{at.grant.purposeTitle}: {at.grant.form.reason}</p>
        {people === null
          ? <div className="cover" role="status"><p className="cover__words"><strong>Covered</strong> because you are not looking at Casement. Come back to go on.</p></div>
          : <div className="revealed__body"><RevealedPeople people={people} opened={at.grant.form.fieldGroups} members={household.members} nameOf={asItIs} onCopy={() => { setNotice(NO_COPY); return Promise.resolve() }} /><Watermark text="Practice, invented" /></div>}
        <p className="revealed__notice" role="status">{notice}</p>
      </section>
    )
  }
  return (
    <section className="remasked" aria-label="Masked again, practice">
      <p className="remasked__words" role="status"><strong>Masked.</strong> {at.phase === 'masked' ? 'You can show them again without a new reason while the time lasts.' : 'The time for opening these details has passed.'}</p>
      {at.phase === 'masked' ? <Button kind="reveal" isSmall onClick={reveal.showAgain}>Show again</Button> : null}
      <Button kind="link" onClick={reveal.close}>Close</Button>
    </section>
  )
}
