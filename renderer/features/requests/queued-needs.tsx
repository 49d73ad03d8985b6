import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useQueuedNeeds } from '../../bridge/use-queued-needs'
import { useSyncStatus } from '../../bridge/use-sync-status'
import { Button } from '../../components/button'
import { formatSince } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { groupWords, peopleWords } from '../../components/request-words'
import { Tag } from '../../components/tag'

interface QueuedNeedsProps {
  readonly today: string
  readonly onHousehold: (householdId: string) => void
}

/** What was stated without signal and has not been asked for yet. */
export function QueuedNeeds({ today, onHousehold }: QueuedNeedsProps) {
  const client = useQueryClient()
  const needs = useQueuedNeeds()
  const isOnline = useSyncStatus().data?.isOnline === true
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const remove = async (needId: string) => {
    setProblem(null)
    await casement.queuedNeed.remove({ needId }).catch((error: unknown) => setProblem(problemOf(error)))
    await client.invalidateQueries({ queryKey: queryKeys.queuedNeeds })
  }
  if (needs.length === 0) return null
  return (
    <section aria-label="Kept until there is signal">
      <h2 className="govuk-heading-s requests__title">Kept until there is signal <span className="requests__count">{needs.length}</span></h2>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <ul className="requests__list">
        {needs.map(({ needId, at, reference, householdId, persons, fieldGroups, reason }) => (
          <li key={needId} className="request request--waiting">
            <div className="request__what">
              <p className="request__head"><Tag tone="info">Not asked yet</Tag> <span className="reference">{reference}</span></p>
              <p className="request__reason"><q>{reason}</q></p>
              <p className="as-at">Kept {formatSince(at, today)}, for {groupWords(fieldGroups)}, of {peopleWords(persons.length)}</p>
            </div>
            <div className="request__stands"><p className="request__line">{isOnline ? 'There is a connection: go on with it, or remove it.' : 'Nothing is asked for without you. Go on with it when there is signal.'}</p></div>
            <div className="request__acts">
              <Button kind={isOnline ? 'primary' : 'secondary'} isSmall label={`Go on with ${reference}`} onClick={() => onHousehold(householdId)}>Go on</Button>
              <Button kind="link" label={`Remove what was kept for ${reference}`} onClick={() => void remove(needId)}>Remove</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
