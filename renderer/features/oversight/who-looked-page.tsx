import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { LED_WITHIN_MINUTES } from '../../../shared/model/oversight'
import { parseReference } from '../../../shared/model/reference'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { EmptyState } from '../../components/empty-state'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { ShowEarlier } from '../../components/show-earlier'
import { TextField } from '../../components/text-field'
import { usePageTitle } from '../../components/use-page-title'
import { ActList } from './act-list'
import { proofsOf } from './act-proofs'
import { ProofSummary } from './proof-summary'

const PAGE_SIZE = 50
const NO_ERRORS: ReadonlyArray<FieldError> = []

/** Who looked at one household: every stated need, what was shown, copied or refused, and every opening of the masked record. */
export function WhoLookedPage({ asked = null }: { readonly asked?: string | null }) {
  usePageTitle('Who looked')
  const [typed, setTyped] = useState(asked ?? '')
  // Counted: asked once more about the same household, it is a new question.
  const [question, setQuestion] = useState({ reference: asked, times: 0 })
  const [errors, setErrors] = useState(NO_ERRORS)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => { field.current?.focus() }, [])
  const submit = () => {
    const parsed = parseReference(typed)
    setErrors(parsed === null ? [{ fieldId: 'reference', message: 'Enter a whole household reference: seven letters and numbers, such as K7M-4QX-9' }] : NO_ERRORS)
    setQuestion(({ times }) => ({ reference: parsed, times: times + 1 }))
  }
  return (
    <div className="page oversight">
      <h1 className="govuk-heading-l">Who looked</h1>
      <p className="govuk-body oversight__lead">Everything that was done with one household's record, newest first. You see the reference only: not who lives there. Each question you ask here is recorded.</p>
      <ErrorSummary errors={errors} />
      <form className="who-looked__form" onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
        <TextField id="reference" label="Household reference" width={10} value={typed} onChange={setTyped} error={errors[0]?.message ?? null} inputRef={field} maxLength={20} />
        <Button type="submit" kind="primary">Show who looked</Button>
      </form>
      {question.reference === null ? <Explanation /> : <Acts key={question.times} reference={question.reference} />}
    </div>
  )
}

function Explanation() {
  return (
    <EmptyState title="What you will see">
      <p>Stated needs with purpose, version, the officer's words, groups of details and what was shown or copied; attempts that policy refused; and openings of the masked record from the ordinary access log.</p>
      <p>A look-up in Find is shown with what followed it within {LED_WITHIN_MINUTES} minutes: the central service never learns what a look-up found. Masked records read from a laptop's own list are not recorded one by one.</p>
      <p>Entries of the access ledger are proved on this laptop. Openings of the masked record are kept beside it and have no proof.</p>
    </EmptyState>
  )
}

function Acts({ reference }: { readonly reference: string }) {
  const list = useInfiniteQuery({
    queryKey: queryKeys.whoLooked(reference), initialPageParam: null as string | null, ...SHOWN_ONCE,
    queryFn: ({ pageParam }) => casement.oversight.whoLooked({ reference, after: pageParam, limit: PAGE_SIZE }),
    getNextPageParam: (page) => page.next,
  })
  const acts = (list.data?.pages ?? []).flatMap((page) => page.acts)
  if (list.error !== null && list.data === undefined) {
    const problem = problemOf(list.error)
    return problem.code === 'NOT_FOUND'
      ? <EmptyState title={`No household has the reference ${reference}`}><p>Check it with whoever gave it to you. That you asked has been recorded.</p></EmptyState>
      : <ProblemNotice problem={problem}><div className="banner__action"><Button isSmall onClick={() => void list.refetch()}>Try again</Button></div></ProblemNotice>
  }
  if (list.data === undefined) return <p className="govuk-body" role="status">Fetching and proving the entries…</p>
  const officers = new Set(acts.map((act) => (act.act === 'reveal' ? act.look.actor.officerId : act.opening.actor.officerId))).size
  return (
    <section aria-labelledby="acts-title">
      <h2 className="govuk-heading-m oversight__subject" id="acts-title">Household <span className="reference">{reference}</span></h2>
      <p className="govuk-body" role="status">{acts.length === 0 ? 'Nobody has looked at this household.' : `${acts.length === 1 ? '1 act' : `${acts.length} acts`} by ${officers === 1 ? '1 officer' : `${officers} officers`}${list.hasNextPage ? ', and earlier ones' : ''}.`}</p>
      <ProofSummary proofs={proofsOf(acts)} ledgerSize={list.data.pages[0]?.ledgerSize ?? 0} />
      {acts.length === 0 ? null : <ActList acts={acts} />}
      <ShowEarlier list={list} words="Show earlier acts" />
    </section>
  )
}
