import { useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CIRCLE_KINDS } from '../../../shared/model/circle'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { useOfficerNames } from '../../bridge/use-officer-names'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { AgreeDialog } from './agree-dialog'
import { DeclaredState } from './own-declarations'

/** For supervisors and the IG lead: that colleagues declared somebody, and whose withdrawal waits for a second person. Never whom. */
export function KeptDeclarations() {
  const client = useQueryClient()
  const nameOf = useOfficerNames()
  const [agreeing, setAgreeing] = useState<string | null>(null)
  const query = useQuery({ queryKey: queryKeys.keptCircle, queryFn: () => casement.circle.listKept({}), ...SHOWN_ONCE })
  const decide = useMutation({
    mutationFn: (wish: { readonly declarationId: string; readonly agrees: boolean }) => casement.circle.decide(wish),
    onSettled: () => {
      setAgreeing(null)
      return client.invalidateQueries({ queryKey: queryKeys.keptCircle })
    },
  })
  const declarations = query.data?.declarations ?? []
  const asked = declarations.find(({ declarationId, state }) => declarationId === agreeing && state === 'withdrawal-asked')
  const waiting = declarations.filter(({ state }) => state === 'withdrawal-asked').length
  return (
    <section className="circle__kept" aria-labelledby="kept-declarations">
      <h2 className="govuk-heading-s" id="kept-declarations">Declarations of colleagues</h2>
      <p className="as-at">That there is one, never about whom. A withdrawal takes effect when somebody else agrees: talk to the officer first. {waiting === 0 ? 'None waits.' : `${waiting} ${waiting === 1 ? 'waits' : 'wait'}.`}</p>
      {[query.error, decide.error].map((error, n) => (error === null ? null : <ProblemNotice key={n === 0 ? 'list' : 'decide'} problem={problemOf(error)} />))}
      {query.data !== undefined && declarations.length === 0 ? <p className="oversight__none">No colleague has declared anybody.</p> : null}
      {declarations.length === 0 ? null : (
        <table className="govuk-table table">
          <caption className="govuk-visually-hidden">Declarations of colleagues, those that wait first</caption>
          <thead className="govuk-table__head"><tr>{['Officer', 'How they know them', 'Declared', 'State', 'Withdrawal'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr></thead>
          <tbody className="govuk-table__body">
            {declarations.map(({ declarationId, officerId, kind, declaredAt, state, changedAt }) => (
              <tr key={declarationId} className="govuk-table__row">
                <th scope="row" className="govuk-table__header circle__kind">{nameOf(officerId)}</th>
                <td className="govuk-table__cell">{CIRCLE_KINDS[kind]}</td>
                <td className="govuk-table__cell tabular">{formatInstant(declaredAt)}</td>
                <td className="govuk-table__cell"><DeclaredState state={state} changedAt={changedAt} /></td>
                <td className="govuk-table__cell">
                  {state !== 'withdrawal-asked' ? null : (
                    <div className="alerts__found">
                      {([[true, 'Agree'], [false, 'Decline']] as const).map(([agrees, words]) => (
                        <Button key={words} isSmall isDisabled={decide.isPending} label={`${words}: ${nameOf(officerId)}, ${CIRCLE_KINDS[kind]}`} onClick={() => { if (agrees) setAgreeing(declarationId); else decide.mutate({ declarationId, agrees }) }}>{agrees ? `${words}…` : words}</Button>
                      ))}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked === undefined ? null : <AgreeDialog officer={nameOf(asked.officerId)} kind={CIRCLE_KINDS[asked.kind]} isBusy={decide.isPending} onAgree={() => decide.mutate({ declarationId: asked.declarationId, agrees: true })} onClose={() => setAgreeing(null)} />}
    </section>
  )
}
