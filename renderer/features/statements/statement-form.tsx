import { useRef, useState } from 'react'
import type { StatementMember } from '../../../shared/api/statement-api'
import { parseReference } from '../../../shared/model/reference'
import { subjectWords } from '../../../shared/model/statement-words'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { ChoiceGroup } from '../../components/choice-group'
import { DateInput, isDateEmpty, NO_DATE, type DateFields } from '../../components/date-input'
import { parseDateFields } from '../../components/dates'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { TextField } from '../../components/text-field'

const NO_ERRORS: ReadonlyArray<FieldError> = []
const WHOLE = 'household'

/** About whom, and for which time. The members are asked for by the reference first, masked as everywhere. */
export function StatementForm({ onOpened }: { readonly onOpened: (statementId: string) => void }) {
  const [typed, setTyped] = useState('')
  const latest = useRef('')
  const [found, setFound] = useState<{ readonly reference: string; readonly members: ReadonlyArray<StatementMember> } | null>(null)
  const [person, setPerson] = useState<string | null>(null)
  const [from, setFrom] = useState<DateFields>(NO_DATE)
  const [to, setTo] = useState<DateFields>(NO_DATE)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const errorOf = (id: string): string | null => errors.find(({ fieldId }) => fieldId === id)?.message ?? null

  const findMembers = async () => {
    const reference = parseReference(typed)
    setErrors(reference === null ? [{ fieldId: 'statement-reference', message: 'Enter a whole household reference: seven letters and numbers, such as K7M-4QX-9' }] : NO_ERRORS)
    if (reference === null) return
    await send(async () => {
      const members = await casement.statement.members({ reference })
      if (latest.current !== typed) return // another household stands in the field by now
      setFound(members)
      setPerson(null)
    })
  }
  const open = async () => {
    const wrong: FieldError[] = person === null ? [{ fieldId: 'statement-about', message: 'Choose whom the statement is about' }] : []
    const read = (fields: DateFields, fieldId: string): string | null => {
      if (isDateEmpty(fields)) return null
      const date = parseDateFields(fields.day, fields.month, fields.year)
      if (date === null) wrong.push({ fieldId, message: 'Enter a real date, such as 27 3 2026, or leave it empty' })
      return date
    }
    const [first, last] = [read(from, 'statement-from'), read(to, 'statement-to')]
    if (first !== null && last !== null && first > last) wrong.push({ fieldId: 'statement-from', message: 'The first day must not be after the last' })
    setErrors(wrong)
    if (wrong.length > 0 || found === null) return
    const about = found.members.find(({ personId }) => personId === person)
    await send(async () => { onOpened((await casement.statement.open({ reference: found.reference, personId: about?.personId ?? null, from: first, to: last })).statementId) })
  }

  return (
    <section aria-labelledby="new-statement" className="panel statement-form">
      <h2 className="govuk-heading-m" id="new-statement">Make a statement</h2>
      <ErrorSummary errors={errors} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <form className="who-looked__form" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void findMembers() }}>
        <TextField id="statement-reference" label="Household reference" width={10} value={typed} onChange={(value) => { latest.current = value; setTyped(value); setFound(null) }} error={errorOf('statement-reference')} maxLength={20} />
        <Button type="submit" kind={found === null ? 'primary' : 'secondary'} isBusy={isBusy}>Show the household</Button>
      </form>
      {found === null ? null : (
        <form noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); void open() }}>
          <p className="govuk-body">Household <span className="reference">{found.reference}</span></p>
          <ChoiceGroup
            id="statement-about" kind="radios" legend="Whom it is about" error={errorOf('statement-about')}
            hint="You see the members as everybody does: no names. If you need one for the letter, ask for a reveal under “Subject access request”."
            options={[
              ...found.members.map((member) => ({ value: member.personId as string, words: subjectWords(member) })),
              { value: WHOLE, words: 'Everybody in the household', hint: 'Only if every adult of it has asked: it tells each of them about the others.' },
            ]}
            chosen={person === null ? [] : [person]} onToggle={setPerson}
          />
          <div className="statement-form__period">
            <DateInput id="statement-from" legend="From (if not from the beginning)" value={from} onChange={setFrom} error={errorOf('statement-from')} />
            <DateInput id="statement-to" legend="Up to (if not today)" value={to} onChange={setTo} error={errorOf('statement-to')} />
          </div>
          <Button type="submit" kind="primary" isBusy={isBusy}>Prepare the statement</Button>
        </form>
      )}
    </section>
  )
}
