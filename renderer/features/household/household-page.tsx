import { useQuery } from '@tanstack/react-query'
import type { ComponentProps, ReactNode } from 'react'
import { HouseholdIdSchema } from '../../../shared/model/ids'
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
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { HouseholdFacts, HouseholdHead, type HouseholdPart } from './household-parts'

/** What the service withdrew (erased, restricted, declared as known) is not shown from before either; trouble with the connection takes nothing away. */
const WITHDRAWN: ReadonlyArray<string> = ['NOT_FOUND', 'CIRCLE_OWN']

/** What the page gives to whoever fills its reveal place, and takes back. */
export interface RevealPlace {
  readonly household: HouseholdRecord
  /** Asks for a reveal of these people; the page itself never sees a detail. */
  readonly children: (ask: HouseholdPart['onAsk'], panel: ReactNode, isShown: boolean) => ReactNode
}

interface HouseholdPageProps extends Pick<ComponentProps<typeof HouseholdHead>, 'callerId' | 'onPlanVisit'>, Pick<ComponentProps<typeof HouseholdFacts>, 'renderHidden' | 'renderCaseload'> {
  readonly householdId: string
  readonly onBack: () => void
  /** Fills the reveal place; comes from outside, because this feature only ever holds masked data. */
  readonly renderReveal: (place: RevealPlace) => ReactNode
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

  const problem = query.error === null ? null : problemOf(query.error)
  if (query.data === undefined || (problem !== null && WITHDRAWN.includes(problem.code))) {
    return (
      <div className="household">
        <div className="household__back">{back}</div>
        {problem === null ? <p className="govuk-body" role="status">Opening…</p> : <ProblemNotice problem={problem} />}
      </div>
    )
  }
  const view = query.data
  const { household } = view
  return renderReveal({
    household,
    children: (ask, panel, isShown) => (
      <div className="household">
        <div className="household__back">{back}<span className="as-at household__sources">{household.sources.map((fact) => `${SOURCES[fact.source].words} as at ${formatShortDate(fact.asAt)}`).join(' · ')}</span></div>
        <HouseholdHead view={view} today={today} nameOf={nameOf} callerId={callerId} isRevealed={isShown} onAsk={ask} onPlanVisit={onPlanVisit} />
        {panel}
        <HouseholdFacts view={view} today={today} callerId={callerId} officerId={officer?.officerId ?? null} onAsk={ask} renderHidden={renderHidden} renderCaseload={renderCaseload} />
      </div>
    ),
  })
}
