import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CIRCLE_KINDS } from '../../../shared/model/circle'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { usePageTitle } from '../../components/use-page-title'
import { DeclareForm } from './declare-form'
import { KeptDeclarations } from './kept-declarations'
import { OwnDeclarations } from './own-declarations'

/** Declared conflicts: whom an officer knows, so that those households are never theirs to see. */
export function PeopleIKnowPage() {
  usePageTitle('People I know')
  const client = useQueryClient()
  const [said, setSaid] = useState<string | null>(null)
  const query = useQuery({ queryKey: queryKeys.ownCircle, queryFn: () => casement.circle.listOwn({}), ...SHOWN_ONCE })
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.ownCircle })
  const ask = useMutation({
    mutationFn: (declarationId: string) => casement.circle.askWithdrawal({ declarationId }),
    onSuccess: () => setSaid('Your supervisor is asked. Until somebody else agrees, the declaration stands.'),
    onSettled: refresh,
  })
  return (
    <div className="page circle">
      <h1 className="govuk-heading-l">People I know</h1>
      <p className="govuk-body circle__lead">
        Nobody looks at the records of people they know. Declare your own household, family, friends and neighbours: their households leave your worklist, Find does not open them, and their details stay shut for you, in an emergency too. Somebody else then helps them.
      </p>
      <p className="govuk-body circle__lead">
        What you write is sealed on this laptop and goes to the identity vault alone, which uses it for nothing else. It is not kept here and never shown again, not to you, your supervisor or information governance: they see that you declared somebody, how you know them, and when. You are not told whether we hold anything about them.
      </p>
      <div role="status">{said === null ? null : <NotificationBanner tone="good" live="none">{said}</NotificationBanner>}</div>
      {ask.error === null ? null : <ProblemNotice problem={problemOf(ask.error)} />}
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {query.data === undefined ? (query.error === null ? <p className="govuk-body" role="status">Asking the vault…</p> : null) : (
        <div className="circle__columns">
          <DeclareForm onDeclared={({ kind }) => { setSaid(`Declared: ${CIRCLE_KINDS[kind].toLowerCase()}. If we know them, their household leaves this laptop within a minute; the vault keeps their details from you from now on.`); void refresh() }} />
          <div>
            <OwnDeclarations declarations={query.data.declarations} isBusy={ask.isPending} onAsk={({ declarationId }) => ask.mutate(declarationId)} />
            {query.data.isKeeper ? <KeptDeclarations /> : null}
          </div>
        </div>
      )}
    </div>
  )
}
