import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DISTRICTS, TEAMS } from '../../../shared/model/codes'
import { AVOIDED_DEFINITION } from '../../../shared/model/oversight'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { PERIODS, periodOf, type PeriodDays } from './period'
import { TeamCharts } from './team-charts'
import { TeamOfficers } from './team-officers'
import { TeamRevealList } from './team-reveal-list'

/** What the supervisor's own team looked at: figures first, then the reveals themselves with the officers' words. */
export function TeamRevealsPage({ onOpen }: { readonly onOpen: (householdId: string) => void }) {
  usePageTitle("Team's reveals")
  const today = useToday()
  const [days, setDays] = useState<PeriodDays>('30')
  const [officerId, setOfficer] = useState<string | null>(null)
  const [purpose, setPurpose] = useState<string | null>(null)
  const period = periodOf(days, today)
  const activity = useQuery({ queryKey: queryKeys.teamActivity(period), queryFn: () => casement.oversight.teamActivity({ period }), ...SHOWN_ONCE })
  const data = activity.data
  const officers = (data?.officers ?? []).map((officer) => [officer.officerId, officer.displayName] as const)
  const purposes = Object.entries(data?.purposeTitles ?? {})

  return (
    <div className="page oversight">
      <div className="oversight__top">
        <div>
          <h1 className="govuk-heading-l">Team's reveals</h1>
          <p className="govuk-body oversight__lead">{data === undefined ? 'What your team looked at, for which purpose, in their own words.' : `${TEAMS[data.team]}, ${DISTRICTS[data.district]}: what your team looked at, for which purpose, in their own words. That you look at it is recorded too.`}</p>
        </div>
        <SelectField id="period" label="Period" options={PERIODS} value={days} onChange={(value) => setDays(value === '' ? '30' : value)} />
      </div>
      {activity.error === null ? null : <ProblemNotice problem={problemOf(activity.error)}><div className="banner__action"><Button isSmall onClick={() => void activity.refetch()}>Try again</Button></div></ProblemNotice>}
      {data === undefined ? (activity.error === null ? <p className="govuk-body" role="status">Counting…</p> : null) : (
        <>
          <TeamCharts activity={data} period={period} />
          <p className="oversight__definition"><strong>How avoided reveals are counted.</strong> {AVOIDED_DEFINITION}</p>
          <TeamOfficers officers={data.officers} chosen={officerId} onChoose={setOfficer} />
          <section className="oversight__list" aria-labelledby="reveals-title">
            <div className="panel__bar">
              <h2 className="panel__title" id="reveals-title">Reveals, newest first</h2>
              <div className="oversight__filters">
                <SelectField id="officer" label="Officer" empty="Everybody" options={officers} value={officerId ?? ''} onChange={(value) => setOfficer(value === '' ? null : value)} />
                <SelectField id="purpose" label="Purpose" empty="Any purpose" options={purposes} value={purpose ?? ''} onChange={(value) => setPurpose(value === '' ? null : value)} />
              </div>
            </div>
            <TeamRevealList query={{ period, officerId, purpose }} onOpen={onOpen} />
          </section>
        </>
      )}
    </div>
  )
}
