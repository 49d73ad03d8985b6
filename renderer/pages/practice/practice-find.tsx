import { useEffect, useRef, useState } from 'react'
import type { HouseholdRecord } from '../../../shared/model/household'
import { Button } from '../../components/button'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { TextField } from '../../components/text-field'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { CallerFields } from '../../features/find/caller-fields'
import { FindAnswerBox } from '../../features/find/find-answer'
import { NO_FIELDS, readFindForm, type FindFields } from '../../features/find/find-form'
import type { FindAnswer } from '../../features/find/use-find'
import { lookUpPractice } from '../../features/practice/practice-lookup'

interface PracticeFindProps {
  readonly households: ReadonlyArray<HouseholdRecord>
  readonly onFound: (householdId: string, callerId: string | null) => void
  readonly onAmbiguous: () => void
}

const NO_ERRORS: ReadonlyArray<FieldError> = []

/** Find's own form and answers, asked of the invented people in this window's memory. */
export function PracticeFind({ households, onFound, onAmbiguous }: PracticeFindProps) {
  usePageTitle('Practice: Find')
  const today = useToday()
  const [fields, setFields] = useState(NO_FIELDS)
  const [errors, setErrors] = useState(NO_ERRORS)
  const [answer, setAnswer] = useState<FindAnswer>({ kind: 'none' })
  const firstField = useRef<HTMLInputElement>(null)
  const answerBox = useRef<HTMLDivElement>(null)
  useEffect(() => { firstField.current?.focus() }, [])
  useEffect(() => { if (answer.kind !== 'none') answerBox.current?.focus() }, [answer])
  const set = (part: Partial<FindFields>) => setFields({ ...fields, ...part })
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null

  const submit = () => {
    const question = readFindForm(fields, today)
    setErrors(question.kind === 'invalid' ? question.errors : NO_ERRORS)
    setAnswer({ kind: 'none' })
    if (question.kind === 'reference') {
      const found = households.find(({ reference }) => reference === question.reference)
      if (found === undefined) setErrors([{ fieldId: 'reference', message: 'There is no such reference in practice' }])
      else onFound(found.householdId, null)
    }
    if (question.kind !== 'criteria') return
    const outcome = lookUpPractice(question.criteria, households)
    if (outcome.outcome === 'found') return onFound(outcome.householdId, outcome.personId)
    if (outcome.outcome === 'be-more-exact') onAmbiguous()
    setAnswer(outcome.outcome === 'not-known' ? { kind: 'not-known', criteria: question.criteria } : { kind: 'be-more-exact', count: outcome.count, criteria: question.criteria })
  }

  return (
    <div className="find">
      <h1 className="govuk-heading-l">Find a household</h1>
      <ErrorSummary errors={errors} />
      <div ref={answerBox} tabIndex={-1} role="status" className="find__answer"><FindAnswerBox answer={answer} onWorklist={() => undefined} /></div>
      <form onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
        <CallerFields fields={fields} errorOf={errorOf} onChange={set} firstField={firstField} />
        <TextField id="reference" label="Or the household reference" width={10} value={fields.reference} onChange={(reference) => set({ reference })} error={errorOf('reference')} maxLength={20} />
        <Button type="submit" kind="primary">Find</Button>
      </form>
    </div>
  )
}
