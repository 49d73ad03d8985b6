import { useQuery } from '@tanstack/react-query'
import type { QueuedNeed } from '../../../shared/ipc/queued-need-contract'
import type { HouseholdRecord } from '../../../shared/model/household'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useAccessState } from '../../bridge/use-access-state'
import { ProblemNotice } from '../../components/problem-notice'
import type { RevealForm as Form } from './reveal-form-state'
import { StatementForm } from './statement-form'
import type { Reveal } from './use-reveal'

interface RevealFormProps {
  readonly household: HouseholdRecord
  readonly persons: Form['persons']
  readonly reveal: Reveal
  /** The member whom Find found: the resident is on the phone. */
  readonly callerId: string | null
  readonly queued: QueuedNeed | null
  readonly onGranted: () => void
  readonly onCancel: () => void
}

/** The statement of a legitimate need, once the purposes that this officer may state are at hand. */
export function RevealForm(props: RevealFormProps) {
  const query = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const officer = useAccessState().data?.officer ?? null
  if (query.data === undefined || officer === null)
    return query.error === null ? <p className="govuk-body" role="status">Reading the purposes…</p> : <ProblemNotice problem={problemOf(query.error)} />
  return (
    <StatementForm
      {...props} purposes={query.data.purposes} officer={officer}
      // After a refusal the wording may have changed meanwhile.
      onRefused={() => query.refetch()}
    />
  )
}
