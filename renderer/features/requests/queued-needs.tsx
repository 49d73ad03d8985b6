import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { casement } from '../../bridge/casement-client'
import { problemOf, type ShownProblem } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useQueuedNeeds } from '../../bridge/use-queued-needs'
import { Button } from '../../components/button'
import { formatSince } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { groupWords, peopleWords } from '../../components/request-words'

interface QueuedNeedsProps {
  readonly today: string
  readonly onHousehold: (householdId: string) => void
}

/** What was stated without signal and has not been asked for yet. */
export function QueuedNeeds({ today, onHousehold }: QueuedNeedsProps) {
  const client = useQueryClient()
  const needs = useQueuedNeeds()
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
              <p className="request__head"><strong className="reference">{reference}</strong> <span>{peopleWords(persons.length)}</span></p>
              <p className="request__reason"><q>{reason}</q></p>
              <p className="as-at">Kept {formatSince(at, today)}</p>
            </div>
            <div className="request__stands"><p className="request__line">{groupWords(fieldGroups)}. Nothing has been asked for: go on with it when you have signal.</p></div>
            <div className="request__acts">
              <Button kind="primary" isSmall label={`Go on with ${reference}`} onClick={() => onHousehold(householdId)}>Go on</Button>
              <Button kind="link" label={`Remove what was kept for ${reference}`} onClick={() => void remove(needId)}>Remove</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
