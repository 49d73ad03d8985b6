import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DISTRICTS, TEAMS } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import { DUTY_COVERS, type Deputyship, type DutyCover, type Shift } from '../../../shared/model/stand-in'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { dateOf, formatInstant, formatShortDate } from '../../components/dates'
import { EmptyState } from '../../components/empty-state'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { Tag } from '../../components/tag'
import { useNow, useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { DeputyDialog } from './deputy-dialog'
import { EndDialog } from './end-dialog'
import { ShiftDialog } from './shift-dialog'

const DEPUTY_COLUMNS = ['Deputy', 'Stands in for', 'From', 'Until', 'Action'].map((words) => ({ words }))
const ROTA_COLUMNS = ['Week', ...Object.values(DUTY_COVERS)].map((words) => ({ words }))
const COVERS = Object.keys(DUTY_COVERS) as DutyCover[]
const lastDayOf = (until: string): string => dateOf(new Date(Date.parse(until) - 1).toISOString())

/** Who stands in for whom and who is on duty in the district. Supervisors enter it; everybody who does casework can read it. */
export function StandInsPage({ officer }: { readonly officer: Officer }) {
  usePageTitle('Deputies and rota')
  const client = useQueryClient()
  const [now, today] = [useNow(30_000), useToday()]
  const [isOpen, setOpen] = useState<'deputy' | 'shift' | null>(null)
  const [ending, setEnding] = useState<Deputyship | Shift | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const query = useQuery({ queryKey: queryKeys.standIns, queryFn: () => casement.standIns.list({}), ...SHOWN_ONCE })
  const refresh = (words: string) => {
    setOpen(null)
    setEnding(null)
    setSaid(words)
    void client.invalidateQueries({ queryKey: queryKeys.standIns })
    void client.invalidateQueries({ queryKey: queryKeys.standing })
  }
  const end = useMutation({
    mutationFn: (what: Deputyship | Shift) => ('shiftId' in what ? casement.standIns.endShift({ shiftId: what.shiftId }) : casement.standIns.endDeputyship({ deputyshipId: what.deputyshipId })),
    onSuccess: (_answer, what) => refresh('shiftId' in what ? `${what.officer} is off the rota.` : `${what.deputy} stands in for ${what.supervisor} no more.`),
  })
  const isSupervisor = officer.role === 'supervisor'
  const data = query.data
  // What was entered a moment ago holds too, although the clock of this screen goes in steps.
  const at = Math.max(now, data === undefined ? 0 : Date.parse(data.hubTime))
  const holds = ({ from }: Deputyship | Shift): boolean => Date.parse(from) <= at
  const mayEnd = ({ supervisorId, deputyId, team }: Deputyship): boolean => supervisorId === officer.officerId || deputyId === officer.officerId || (isSupervisor && team === officer.team)

  return (
    <div className="page stand-ins">
      <h1 className="govuk-heading-l">Deputies and rota</h1>
      <p className="govuk-body oversight__lead">Who decides when a supervisor is away, and who is on duty, in {DISTRICTS[officer.district]}. Each entry is kept with who made it, also when it is ended.</p>
      <div role="status">{said === null ? null : <NotificationBanner tone="good" live="none">{said}</NotificationBanner>}</div>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {data === undefined ? (query.error === null ? <p className="govuk-body" role="status">Fetching…</p> : null) : (
        <>
          <section aria-labelledby="deputies-title">
            <div className="panel__bar"><h2 className="panel__title" id="deputies-title">Deputies</h2>{isSupervisor ? <Button isSmall onClick={() => { setSaid(null); setOpen('deputy') }}>Name a deputy…</Button> : null}</div>
            {data.deputyships.length === 0 ? <EmptyState title="Nobody stands in at present"><p>{isSupervisor ? 'Before you are away, name a deputy: they decide the requests and contact lists of your team, and you can end it at any time.' : 'When a supervisor of your district is away and has named a deputy, it stands here.'}</p></EmptyState> : (
              <DataTable
                caption="Deputies, those who stand in now first" columns={DEPUTY_COLUMNS}
                rows={data.deputyships.map((one) => ({
                  key: one.deputyshipId,
                  cells: [
                    <span key="deputy"><strong>{one.deputy}</strong> {holds(one) ? <Tag tone="good">Now</Tag> : <Tag tone="neutral">Planned</Tag>}</span>,
                    <span key="for">{one.supervisor}<br /><span className="as-at">{TEAMS[one.team]}</span></span>, formatInstant(one.from), `the end of ${formatShortDate(lastDayOf(one.until))}`,
                    mayEnd(one) ? <Button key="end" kind="link" label={`End: ${one.deputy} stands in for ${one.supervisor}`} onClick={() => { setSaid(null); setEnding(one) }}>End…</Button> : '',
                  ],
                }))}
              />
            )}
          </section>
          <section className="oversight__list" aria-labelledby="rota-title">
            <div className="panel__bar"><h2 className="panel__title" id="rota-title">Duty rota</h2>{isSupervisor ? <Button isSmall onClick={() => { setSaid(null); setOpen('shift') }}>Put somebody on…</Button> : null}</div>
            <p className="as-at">
              Requests wait with the team first. What nobody has decided after {data.rules.escalateAfterMinutes.inHours} minutes, or after {data.rules.escalateAfterMinutes.outOfHours} minutes outside {data.rules.workingHours.from} to {data.rules.workingHours.to} on working days,
              goes to whoever is on duty for approvals as well; with nobody on duty, to every supervisor of the district.
            </p>
            {data.shifts.length === 0 ? <EmptyState title="Nobody is on the rota"><p>{isSupervisor ? 'Put somebody on for this week, so that late requests have somebody to go to and the duty desk has a recorded relationship with those who ring.' : 'Your supervisor enters the rota, a week at a time.'}</p></EmptyState> : (
              <DataTable
                caption="Duty rota by week" columns={ROTA_COLUMNS}
                rows={byWeek(data.shifts).map(([week, shifts]) => ({
                  key: week,
                  cells: [
                    <span key="week"><strong>{formatShortDate(week)}</strong> {shifts.some(holds) ? <Tag tone="good">This week</Tag> : null}<br /><span className="as-at">to {formatShortDate(lastDayOf(shifts[0]?.until ?? week))}</span></span>,
                    ...COVERS.map((cover) => (
                      <ul key={cover} className="stand-ins__people">
                        {shifts.filter((shift) => shift.cover === cover).map((shift) => (
                          <li key={shift.shiftId}>{shift.officer} {isSupervisor ? <Button kind="link" label={`Take ${shift.officer} off the rota: ${DUTY_COVERS[cover]}, week of ${formatShortDate(week)}`} onClick={() => { setSaid(null); setEnding(shift) }}>Take off…</Button> : null}</li>
                        ))}
                      </ul>
                    )),
                  ],
                }))}
              />
            )}
          </section>
          {isOpen === 'deputy' ? (
            <DeputyDialog
              colleagues={data.colleagues.filter(({ officerId, role }) => officerId !== officer.officerId && role !== 'outreach')} today={today} mostDays={data.rules.deputyAtMostDays} onClose={() => setOpen(null)}
              onNamed={({ deputy, until }) => refresh(`${deputy} stands in for you until the end of ${formatShortDate(lastDayOf(until))}.`)}
            />
          ) : null}
          {isOpen === 'shift' ? (
            <ShiftDialog
              colleagues={data.colleagues} selfId={officer.officerId} today={today} onClose={() => setOpen(null)}
              onEntered={({ officer: name, cover, from }) => refresh(`${name}: ${DUTY_COVERS[cover].toLowerCase()}, week of ${formatShortDate(dateOf(from))}.`)}
            />
          ) : null}
        </>
      )}
      {ending === null ? null : <EndDialog what={ending} isBusy={end.isPending} problem={end.error === null ? null : problemOf(end.error)} onClose={() => { end.reset(); setEnding(null) }} onEnd={() => end.mutate(ending)} />}
    </div>
  )
}

/** Those of one week together, by its first day. */
function byWeek(shifts: ReadonlyArray<Shift>): ReadonlyArray<readonly [week: string, shifts: ReadonlyArray<Shift>]> {
  const weeks = [...new Set(shifts.map(({ from }) => dateOf(from)))].toSorted()
  return weeks.map((week) => [week, shifts.filter(({ from }) => dateOf(from) === week)] as const)
}
