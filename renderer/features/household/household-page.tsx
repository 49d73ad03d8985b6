import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { HouseholdIdSchema } from '../../../shared/model/ids'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import type { HouseholdRecord } from '../../../shared/model/household'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useColleagues } from '../../bridge/use-colleagues'
import { useAccessState } from '../../bridge/use-access-state'
import { Button } from '../../components/button'
import { formatShortDate } from '../../components/dates'
import { SOURCES } from '../../../shared/model/codes'
import { ProblemNotice } from '../../components/problem-notice'
import { askedFirst } from '../../components/asked-first'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
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

/** What the page gives to whoever fills its reveal place, and takes back. */
export interface RevealPlace {
  readonly household: HouseholdRecord
  /** Asks for a reveal of these people; the page itself never sees a detail. */
  readonly children: (ask: (personIds: ReadonlyArray<HouseholdRecord['members'][number]['personId']>) => void, panel: ReactNode) => ReactNode
}

interface HouseholdPageProps {
  readonly householdId: string
  /** The member whom Find found, if that is how the officer came here. */
  readonly callerId: string | null
  readonly onBack: () => void
  /** To a plan with this household in it; null for whom that is not. */
  readonly onPlanVisit: (() => void) | null
  /** Fills the reveal place; comes from outside, because this feature only ever holds masked data. */
  readonly renderReveal: (place: RevealPlace) => ReactNode
  /** Who works it and what comes next; comes from outside, as another feature. */
  /** The groups that are hidden, and what would open each; comes from outside, as another feature. */
  readonly renderHidden: (household: HouseholdRecord, onAsk: () => void) => ReactNode
  readonly renderCaseload: (view: HouseholdView, today: string) => ReactNode
}

/** One household, masked, with everything that answers most calls. */
export function HouseholdPage({ householdId, callerId, onBack, onPlanVisit, renderReveal, renderHidden, renderCaseload }: HouseholdPageProps) {
  usePageTitle('Household')
  const today = useToday()
  const officer = useAccessState().data?.officer ?? null
  const { nameOf } = useColleagues()
  const id = HouseholdIdSchema.parse(householdId)
  const query = useQuery({ queryKey: queryKeys.household(id), queryFn: () => casement.household.get({ householdId: id }) })
  const back = <Button kind="link" onClick={onBack}>‹ Worklist</Button>

  if (query.data === undefined) {
    return (
      <div className="household">
        <div className="household__back">{back}</div>
        {query.error === null ? <p className="govuk-body" role="status">Opening…</p> : <ProblemNotice problem={problemOf(query.error)} />}
      </div>
    )
  }
  const view = query.data
  const { household } = view
  return renderReveal({
    household,
    children: (ask, panel) => (
      <div className="household">
        <div className="household__back">{back}<span className="as-at household__sources">{household.sources.map((fact) => `${SOURCES[fact.source].words} as at ${formatShortDate(fact.asAt)}`).join(' · ')}</span></div>
        <MaskedCard
          view={view} today={today} nameOf={nameOf}
          action={<><Button kind="reveal" isSmall onClick={() => ask(askedFirst(household, callerId))}>Reveal details…</Button>{onPlanVisit === null || household.isProtected ? null : <Button kind="link" onClick={onPlanVisit}>Plan a visit</Button>}</>}
        />
        <Warnings household={household} today={today} />
        {panel}
        <div className="household__columns">
          <div>
            <Members members={household.members} callerId={callerId} onReveal={(personId) => ask([personId])} />
            {renderHidden(household, () => ask(askedFirst(household, callerId)))}
            <MoneySection household={household} today={today} />
            <CareSection household={household} today={today} />
            <EducationSection household={household} today={today} />
            <Chronology entries={household.chronology} />
          </div>
          <div>
            {renderCaseload(view, today)}
            <ContactLog key={household.householdId} view={view} officerId={officer?.officerId ?? null} today={today} />
            <RiskSection household={household} today={today} />
            <WardSection household={household} today={today} />
          </div>
        </div>
      </div>
    ),
  })
}
