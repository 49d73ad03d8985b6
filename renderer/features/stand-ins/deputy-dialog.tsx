import { useState } from 'react'
import { TEAMS } from '../../../shared/model/codes'
import type { Colleague, Deputyship } from '../../../shared/model/stand-in'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { DateInput, dateFieldsOf, type DateFields } from '../../components/date-input'
import { addDays, daysBetween, parseDateFields } from '../../components/dates'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'

interface DeputyDialogProps {
  readonly colleagues: ReadonlyArray<Colleague>
  readonly today: string
  readonly mostDays: number
  readonly onClose: () => void
  readonly onNamed: (deputyship: Deputyship) => void
}

const fieldsError = (fields: DateFields) => parseDateFields(fields.day, fields.month, fields.year)

/** Names somebody who decides the team's requests for a while. */
export function DeputyDialog({ colleagues, today, mostDays, onClose, onNamed }: DeputyDialogProps) {
  const [deputyId, setDeputy] = useState('')
  const [from, setFrom] = useState(dateFieldsOf(today))
  const [to, setTo] = useState(dateFieldsOf(addDays(today, 6)))
  const [errors, setErrors] = useState<ReadonlyArray<FieldError>>([])
  const { isBusy, problem, send } = useSend()
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.message ?? null
  const name = async () => {
    const [first, last] = [fieldsError(from), fieldsError(to)]
    const found: FieldError[] = []
    if (deputyId === '') found.push({ fieldId: 'deputy', message: 'Choose who stands in for you' })
    if (first === null || first < today) found.push({ fieldId: 'deputy-from', message: 'The first day must be a date, today or later' })
    if (last === null || (first !== null && last < first)) found.push({ fieldId: 'deputy-to', message: 'The last day must be a date, not before the first day' })
    else if (first !== null && daysBetween(first, last) + 1 > mostDays) found.push({ fieldId: 'deputy-to', message: `A deputyship lasts ${mostDays} days at most: choose an earlier last day` })
    setErrors(found)
    if (found.length > 0 || first === null || last === null) return
    await send(async () => {
      onNamed((await casement.standIns.nameDeputy({ deputyId, from: first, to: last })).deputyship)
    })
  }
  const people = colleagues.map(({ officerId, name: words, team }) => [officerId, `${words}, ${TEAMS[team]}`] as const)
  return (
    <Dialog title="Name a deputy" isOpen onClose={onClose} isBusy={isBusy}>
      <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void name() }}>
        <ErrorSummary errors={errors} />
        <p className="govuk-body">They decide the requests and contact lists of your team in that time, beside you. They cannot decide your requests or their own, nor protected records, and cannot name a deputy themselves.</p>
        <SelectField id="deputy" label="Deputy" empty="Choose" options={people} value={deputyId} onChange={setDeputy} error={errorOf('deputy')} />
        <DateInput id="deputy-from" legend="First day" value={from} onChange={setFrom} error={errorOf('deputy-from')} />
        <DateInput id="deputy-to" legend="Last day" hint={`At most ${mostDays} days. You can end it earlier.`} value={to} onChange={setTo} error={errorOf('deputy-to')} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <div className="dialog__actions"><Button kind="primary" type="submit" isBusy={isBusy}>{isBusy ? 'Naming…' : 'Name the deputy'}</Button><Button kind="link" onClick={onClose}>Cancel</Button></div>
      </form>
    </Dialog>
  )
}
