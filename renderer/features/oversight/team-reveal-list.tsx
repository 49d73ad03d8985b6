import { useInfiniteQuery } from '@tanstack/react-query'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { EmptyState } from '../../components/empty-state'
import { ProblemNotice } from '../../components/problem-notice'
import { ShowEarlier } from '../../components/show-earlier'
import { groupWords, nameOf, times } from './look-words'
import { OutcomeTag } from './outcome-tag'
import { Grounds } from './grounds'
import { Reason } from './reason'

const PAGE_SIZE = 50

interface TeamRevealListProps {
  readonly query: { readonly period: { from: string; to: string }; readonly officerId: string | null; readonly purpose: string | null }
  readonly onOpen: (householdId: string) => void
}

/** The team's reveals one by one. */
export function TeamRevealList({ query, onOpen }: TeamRevealListProps) {
  const list = useInfiniteQuery({
    queryKey: queryKeys.teamReveals(query), initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.oversight.teamReveals({ ...query, after: pageParam, limit: PAGE_SIZE }),
    getNextPageParam: (page) => page.next,
  })
  const reveals = (list.data?.pages ?? []).flatMap((page) => page.reveals)
  if (list.error !== null && list.data === undefined) return <ProblemNotice problem={problemOf(list.error)} />
  if (list.data === undefined) return <p className="govuk-body" role="status">Fetching the reveals…</p>
  if (reveals.length === 0) return <EmptyState title="No reveals to show"><p>Nobody asked for identified details with these choices in this period. Choose a longer period, or everybody.</p></EmptyState>
  return (
    <>
      <DataTable
        caption="The team's reveals, newest first" className="looks"
        columns={[{ words: 'When' }, { words: 'Officer' }, { words: 'Household' }, { words: 'Purpose and reason' }, { words: 'What was asked for' }, { words: 'Outcome' }]}
        rows={reveals.map((reveal) => ({
          key: `${reveal.entry.epoch}.${reveal.entry.index}`,
          cells: [
            <span key="at" className="looks__when">{formatInstant(reveal.at)}</span>, nameOf(reveal.actor), <Household key="household" reveal={reveal} onOpen={onOpen} />,
            <span key="purpose"><strong>{reveal.purposeTitle ?? reveal.purpose?.code}</strong><br /><Reason look={reveal} /><Grounds look={reveal} /></span>,
            <span key="groups">{groupWords(reveal.fieldGroups)}<br /><span className="as-at">of {times(reveal.people ?? 0, 'member', 'members')}</span></span>,
            <OutcomeTag key="outcome" look={reveal} />,
          ],
        }))}
      />
      <ShowEarlier list={list} words="Show earlier reveals" />
    </>
  )
}

function Household({ reveal: { reference, householdId }, onOpen }: { readonly reveal: { reference: string | null; householdId: string | null } } & Pick<TeamRevealListProps, 'onOpen'>) {
  if (reference === null || householdId === null) return <span className="as-at">No longer held</span>
  return <Button kind="link" onClick={() => onOpen(householdId)}><span className="reference">{reference}</span></Button>
}
