import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { TEAMS } from '../../../shared/model/codes'
import type { ApprovalPair } from '../../../shared/model/stand-in'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { BarChart } from '../../components/bar-chart'
import { DataTable } from '../../components/data-table'
import { addDays } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { useToday } from '../../components/use-now'

const PERIODS = [['30', 'Last 30 days'], ['90', 'Last 90 days'], ['365', 'Last 12 months']] as const
const COLUMNS = ['Two people', 'Approved for the other', 'Part of all they approved'].map((words) => ({ words }))
const percent = (part: number, all: number): string => `${Math.round((100 * part) / all)}%`
type Side = ApprovalPair['first']

/** Two people who approve each other's requests, in figures. In a small team that may be quite right: whoever reads it judges. */
export function ApprovalPairs() {
  const today = useToday()
  const [days, setDays] = useState<(typeof PERIODS)[number][0]>('90')
  const period = { from: addDays(today, 1 - Number(days)), to: today }
  const query = useQuery({ queryKey: queryKeys.approvalPairs(period), queryFn: () => casement.standIns.approvalPairs({ period }), ...SHOWN_ONCE })
  const data = query.data
  return (
    <section className="reviews__list pairs" aria-labelledby="pairs-title">
      <div className="oversight__top">
        <h2 className="govuk-heading-s" id="pairs-title">Who approves each other ({data?.pairs.length ?? 0})</h2>
        <SelectField id="pairs-period" label="Period" options={PERIODS} value={days} onChange={(value) => setDays(value === '' ? days : value)} />
      </div>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)} />}
      {data === undefined ? null : (
        <>
          <p className="as-at">
            Listed are two people who each approved at least {data.eachWayAtLeast} requests or contact lists of the other, where that was {Math.round(100 * data.shareAtLeast)}% or more of what one of them approved; accounts of one person count
            together. {data.decisions} {data.decisions === 1 ? 'decision was' : 'decisions were'} made in the period. A pair is a question, not a finding. A supervisor sees no pair that they are part of.
          </p>
          {data.pairs.length === 0 ? <p className="oversight__none">No two people approved each other’s requests that often.</p> : (
            <>
              <div className="alerts__chart"><BarChart title="Approvals that went back and forth" bars={data.pairs.map(({ first, second }) => ({ label: `${first.name}, ${second.name}`, value: first.approved + second.approved, words: String(first.approved + second.approved) }))} /></div>
              <DataTable
                caption="Pairs who approve each other, most first" columns={COLUMNS}
                rows={data.pairs.map(({ first, second }) => ({
                  key: `${first.officerId} ${second.officerId}`,
                  cells: [
                    both(first, second, ({ name, team }) => <><strong>{name}</strong> <span className="as-at">{TEAMS[team]}</span></>), both(first, second, ({ name, approved }) => `${name} approved ${approved}`),
                    both(first, second, ({ approved, ofAll }) => `${percent(approved, ofAll)} (${approved} of ${ofAll})`),
                  ],
                }))}
              />
            </>
          )}
        </>
      )}
    </section>
  )
}

const both = (first: Side, second: Side, words: (side: Side) => ReactNode) => <>{words(first)}<br />{words(second)}</>
