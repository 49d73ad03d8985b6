import { memo, type ReactNode } from 'react'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { PersonId } from '../../../shared/model/ids'
import { Button } from '../../components/button'
import { askedFirst } from '../../components/asked-first'
import { CareSection } from './care-section'
import { Chronology } from './chronology'
import { ContactLog } from './contact-log'
import { EducationSection } from './education-section'
import { MaskedCard } from './masked-card'
import { Members } from './members'
import { MoneySection } from './money-section'
import { RiskSection } from './risk-section'
import { WardSection } from './ward-section'
import { Warnings } from './warnings'

export interface HouseholdPart {
  readonly view: HouseholdView
  readonly today: string
  /** The member whom Find found, if that is how the officer came here. */
  readonly callerId: string | null
  /** Asks for a reveal of these people. */
  readonly onAsk: (persons: ReadonlyArray<PersonId>) => void
}

interface HeadProps extends HouseholdPart {
  /** Details stand below at this moment: the card does not say that who they are is hidden. */
  readonly isRevealed: boolean
  readonly nameOf: (officerId: string) => string
  /** To a plan with this household in it; null for whom that is not. */
  readonly onPlanVisit: (() => void) | null
}

/** Above the place of the reveal. Drawn once, not at each tick of a showing. */
export const HouseholdHead = memo(function HouseholdHead({ view, today, nameOf, callerId, isRevealed, onAsk, onPlanVisit }: HeadProps) {
  const { household } = view
  return (
    <>
      <MaskedCard
        view={view} today={today} nameOf={nameOf} isRevealed={isRevealed}
        action={<><Button kind="reveal" isSmall onClick={() => onAsk(askedFirst(household, callerId))}>Reveal details…</Button>{onPlanVisit === null || household.isProtected ? null : <Button kind="link" onClick={onPlanVisit}>Plan a visit</Button>}</>}
      />
      <Warnings household={household} today={today} />
    </>
  )
})

interface FactsProps extends HouseholdPart {
  readonly officerId: string | null
  /** The groups that are hidden, and what would open each; comes from outside, as another feature. */
  readonly renderHidden: (household: HouseholdRecord, onAsk: () => void) => ReactNode
  /** Who works it and what comes next; comes from outside, as another feature. */
  readonly renderCaseload: (view: HouseholdView, today: string) => ReactNode
}

/** Below it: all that is known without a name. Drawn once, like the head. */
export const HouseholdFacts = memo(function HouseholdFacts({ view, today, callerId, officerId, onAsk, renderHidden, renderCaseload }: FactsProps) {
  const { household } = view
  return (
    <div className="household__columns">
      <div>
        <Members members={household.members} callerId={callerId} onReveal={(personId) => onAsk([personId])} />
        {renderHidden(household, () => onAsk(askedFirst(household, callerId)))}
        <MoneySection household={household} today={today} />
        <CareSection household={household} today={today} />
        <EducationSection household={household} today={today} />
        <Chronology entries={household.chronology} />
      </div>
      <div>
        {renderCaseload(view, today)}
        <ContactLog key={household.householdId} view={view} officerId={officerId} today={today} />
        <RiskSection household={household} today={today} />
        <WardSection household={household} today={today} />
      </div>
    </div>
  )
})
