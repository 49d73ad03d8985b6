import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { EXAMPLE_REFERENCE } from '../../../shared/model/reference'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { useSyncStatus } from '../../bridge/use-sync-status'
import { Button } from '../../components/button'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { NotificationBanner } from '../../components/notification-banner'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { useToday } from '../../components/use-now'
import { usePageTitle } from '../../components/use-page-title'
import { CallerFields } from './caller-fields'
import { FindAnswerBox } from './find-answer'
import { NO_FIELDS, readFindForm, type FindFields } from './find-form'
import { useFind, type OnFound } from './use-find'

/** What most calls are: the resident is on the phone. Stated in the form like every purpose, and one key away from another. */
const USUAL_PURPOSE = 'own-contact'
const NO_ERRORS: ReadonlyArray<FieldError> = []

interface FindPageProps {
  readonly onFound: OnFound
  readonly onWorklist: () => void
}

/** Finds one household by what a caller gives. */
export function FindPage({ onFound, onWorklist }: FindPageProps) {
  usePageTitle('Find')
  const today = useToday()
  const [fields, setFields] = useState(NO_FIELDS)
  const [chosen, setPurpose] = useState<string | null>(null)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { answer, ask, clear } = useFind(onFound)
  const sync = useSyncStatus()
  const purposes = useQuery({ queryKey: queryKeys.purposes, queryFn: () => casement.reveal.listPurposes({}) })
  const firstField = useRef<HTMLInputElement>(null)
  const answerBox = useRef<HTMLDivElement>(null)
  const options = (purposes.data?.purposes ?? []).filter((purpose) => purpose.forFind)
  const purpose = chosen ?? options.find(({ code }) => code === USUAL_PURPOSE)?.code ?? ''

  useEffect(() => { firstField.current?.focus() }, [])
  useEffect(() => { if (answer.kind !== 'none' && answer.kind !== 'looking') answerBox.current?.focus() }, [answer])

  const set = (part: Partial<FindFields>) => setFields({ ...fields, ...part })
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const isOffline = sync.data?.isOnline === false
  const submit = () => {
    const question = readFindForm(fields, today)
    if (question.kind === 'invalid') {
      clear()
      return setErrors(question.errors)
    }
    if (question.kind === 'criteria' && purpose === '') return setErrors([{ fieldId: 'purpose', message: 'Choose why you are looking' }])
    setErrors(NO_ERRORS)
    return void ask(question, purpose)
  }

  return (
    <div className="find">
      <h1 className="govuk-heading-l">Find a household</h1>
      <p className="govuk-body find__lead">Type what the caller gives: any two details, or one account number. Each look-up is logged with its purpose; names go only to the identity vault.</p>
      {isOffline ? <NotificationBanner tone="warn" live="none"><strong>Find needs a connection.</strong> Offline you can still open a household by its reference, or from the worklist.</NotificationBanner> : null}
      <ErrorSummary errors={errors} />
      <div ref={answerBox} tabIndex={-1} role="status" className="find__answer"><FindAnswerBox answer={answer} onWorklist={onWorklist} /></div>
      {purposes.error === null ? null : <ProblemNotice problem={problemOf(purposes.error)} />}
      <form className="find__form" onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
        <div className="find__columns">
          <CallerFields fields={fields} errorOf={errorOf} onChange={set} firstField={firstField} />
          <div className="find__side">
            <TextField id="reference" label="Or the household reference" hint={`Such as ${EXAMPLE_REFERENCE}. Works offline for households on this laptop`} width={10} value={fields.reference} onChange={(reference) => set({ reference })} error={errorOf('reference')} maxLength={20} />
            <SelectField id="purpose" label="Why you are looking" empty="Choose a purpose" options={options.map(({ code, title }) => [code, title] as const)} value={purpose} onChange={setPurpose} error={errorOf('purpose')} />
            <p className="govuk-hint find__wording">{options.find(({ code }) => code === purpose)?.wording ?? ''}</p>
            <div className="find__actions"><Button type="submit" kind="primary" isBusy={answer.kind === 'looking'}>{answer.kind === 'looking' ? 'Looking…' : 'Find'}</Button>
            <Button kind="link" onClick={() => { setFields(NO_FIELDS); setErrors(NO_ERRORS); clear(); firstField.current?.focus() }}>Clear for the next caller</Button></div>
          </div>
        </div>
      </form>
    </div>
  )
}
