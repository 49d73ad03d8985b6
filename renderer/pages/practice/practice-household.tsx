import { useEffect, useState } from 'react'
import type { Contact, HouseholdRecord } from '../../../shared/model/household'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { useKeySettings } from '../../components/key-settings'
import { useHotkeys } from '../../components/use-hotkeys'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { Chronology } from '../../features/household/chronology'
import { MaskedCard } from '../../features/household/masked-card'
import { Members } from '../../features/household/members'
import { MoneySection } from '../../features/household/money-section'
import { RiskSection } from '../../features/household/risk-section'
import { Warnings } from '../../features/household/warnings'
import type { PracticeReveal } from '../../features/practice/practice-state'
import type { RevealForm } from '../../features/reveal/reveal-form-state'
import { PracticeContact } from './practice-contact'
import { PracticeRevealForm } from './practice-reveal-form'
import { PracticeRevealPanel } from './practice-reveal-panel'
import { usePracticeReveal } from './use-practice-reveal'

interface PracticeHouseholdProps {
  readonly household: HouseholdRecord
  readonly callerId: string | null
  readonly contacts: ReadonlyArray<Contact>
  readonly onBack: () => void
  readonly onRevealed: (reveal: PracticeReveal) => void
  readonly onMasked: () => void
  readonly onContact: (contact: Contact) => void
}

/** The household page's own parts over an invented household. */
export function PracticeHousehold({ household, callerId, contacts, onBack, onRevealed, onMasked, onContact }: PracticeHouseholdProps) {
  usePageTitle('Practice: Household')
  const today = useToday()
  const reveal = usePracticeReveal()
  const [asked, setAsked] = useState<RevealForm['persons'] | null>(null)
  const { areSingleKeysOn } = useKeySettings()
  const wanted = household.members.filter(({ personId }, index) => (callerId === null ? index === 0 : personId === callerId)).map(({ personId }) => personId)
  const isShown = reveal.at.phase === 'shown' || reveal.at.phase === 'covered'
  useEffect(() => { if (!isShown) onMasked() }, [isShown, onMasked])
  useHotkeys({ r: () => { if (reveal.at.phase === 'masked') reveal.showAgain(); else setAsked(wanted) }, m: reveal.remask }, areSingleKeysOn)

  return (
    <div className="household">
      <div className="household__back"><Button kind="link" onClick={onBack}>‹ Find</Button></div>
      <MaskedCard view={{ household, isInCache: true }} today={today} nameOf={(officerId) => officerId} action={<Button kind="reveal" isSmall onClick={() => setAsked(wanted)}>Reveal details…</Button>} />
      <Warnings household={household} today={today} />
      <PracticeRevealPanel reveal={reveal} household={household} />
      <div className="household__columns">
        <div>
          <Members members={household.members} callerId={callerId} onReveal={(personId) => setAsked([personId])} />
          <MoneySection household={household} today={today} />
          <Chronology entries={household.chronology} />
        </div>
        <div>
          <PracticeContact contacts={contacts} today={today} onAdd={onContact} />
          <RiskSection household={household} today={today} />
        </div>
      </div>
      <Dialog title={`Practice: reveal details of ${household.reference}`} size="l" tone="reveal" isOpen={asked !== null} onClose={() => setAsked(null)}>
        {asked === null ? null : (
          <PracticeRevealForm
            household={household} persons={asked} onCancel={() => setAsked(null)}
            onStated={(form, purpose) => { setAsked(null); reveal.show(form, purpose); onRevealed({ purpose: form.purpose, fieldGroups: form.fieldGroups }) }}
          />
        )}
      </Dialog>
    </div>
  )
}
