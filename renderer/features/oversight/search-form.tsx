import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DISTRICTS } from '../../../shared/model/codes'
import { LOOK_KINDS, LOOK_OUTCOMES } from '../../../shared/model/oversight'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { DateInput } from '../../components/date-input'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { useToday } from '../../components/use-now'
import { NO_SEARCH, readSearch, type LedgerFilter, type SearchFields } from './search-form-state'

const NO_ERRORS: ReadonlyArray<FieldError> = []

/** What to look for in the ledger. Nothing is asked before Search: each question is recorded. */
export function SearchForm({ onSearch }: { readonly onSearch: (filter: LedgerFilter) => void }) {
  const today = useToday()
  const [fields, setFields] = useState(NO_SEARCH)
  const [errors, setErrors] = useState(NO_ERRORS)
  const people = useQuery({ queryKey: queryKeys.people, queryFn: () => casement.oversight.listPeople({}), ...SHOWN_ONCE })
  const purposes = useQuery({ queryKey: queryKeys.allPurposes, queryFn: () => casement.oversight.listPurposes({}), ...SHOWN_ONCE })
  const problem = people.error ?? purposes.error
  const set = (part: Partial<SearchFields>) => setFields({ ...fields, ...part })
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const submit = () => {
    const read = readSearch(fields, today)
    setErrors('errors' in read ? read.errors : NO_ERRORS)
    if ('filter' in read) onSearch(read.filter)
  }
  return (
    <form className="panel search-form" aria-label="Search the ledger" onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
      <ErrorSummary errors={errors} />
      {problem === null ? null : <ProblemNotice problem={problemOf(problem)} />}
      <div className="search-form__fields">
        <SelectField id="search-officer" label="Officer" empty="Anybody" options={(people.data?.people ?? []).map(({ officerId, displayName }) => [officerId, displayName] as const)} value={fields.officerId} onChange={(officerId) => set({ officerId })} />
        <SelectField id="search-purpose" label="Purpose" empty="Any purpose" options={(purposes.data?.purposes ?? []).map(({ code, title }) => [code, title] as const)} value={fields.purpose} onChange={(purpose) => set({ purpose })} />
        <SelectField id="search-kind" label="Kind of entry" empty="Any kind" options={choicesOf(LOOK_KINDS)} value={fields.kind} onChange={(kind) => set({ kind })} />
        <SelectField id="search-outcome" label="Outcome" empty="Any outcome" options={choicesOf(LOOK_OUTCOMES)} value={fields.outcome} onChange={(outcome) => set({ outcome })} />
        <SelectField id="search-district" label="Officer's district then" empty="Any district" options={choicesOf(DISTRICTS)} value={fields.district} onChange={(district) => set({ district })} />
        <DateInput id="search-from" legend="From" value={fields.from} onChange={(from) => set({ from })} error={errorOf('search-from')} />
        <DateInput id="search-to" legend="Up to" value={fields.to} onChange={(to) => set({ to })} error={errorOf('search-to')} />
        <div className="search-form__actions">
          <Button type="submit" kind="primary">Search</Button>
          <Button kind="link" onClick={() => { setFields(NO_SEARCH); setErrors(NO_ERRORS) }}>Clear</Button>
        </div>
      </div>
    </form>
  )
}
