import { useState } from 'react'
import { CIRCLE_KINDS, type Declared } from '../../../shared/model/circle'
import { uuidV7 } from '../../../shared/model/uuid-v7'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { DateInput } from '../../components/date-input'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { useToday } from '../../components/use-now'
import { EMPTY_DECLARATION, readDeclaration, type DeclareForm as Form } from './declare-form-state'

const NO_ERRORS: ReadonlyArray<FieldError> = []
const newId = (): string => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

/** Whom the officer knows: typed here, sealed on this laptop, matched at the vault, and shown to nobody again. */
export function DeclareForm({ onDeclared }: { readonly onDeclared: (declared: Declared) => void }) {
  const today = useToday()
  const [form, setForm] = useState<Form>(EMPTY_DECLARATION)
  // With the words: a lost answer is asked for again under the same id, other words are another declaration.
  const [declarationId, setId] = useState(newId)
  const [errors, setErrors] = useState(NO_ERRORS)
  const { isBusy, problem, send } = useSend()
  const put = (part: Partial<Form>) => {
    setForm({ ...form, ...part })
    setId(newId())
  }
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.message ?? null
  const declare = async () => {
    if (isBusy) return
    const read = readDeclaration(form, today)
    setErrors('errors' in read ? read.errors : NO_ERRORS)
    if ('errors' in read) return
    await send(async () => {
      const { declared } = await casement.circle.declare({ declarationId, ...read })
      setForm(EMPTY_DECLARATION)
      setId(newId())
      onDeclared(declared)
    })
  }

  return (
    <form className="circle__form panel" aria-labelledby="declare-title" onSubmit={(event) => { event.preventDefault(); void declare() }} noValidate autoComplete="off">
      <h2 className="govuk-heading-s" id="declare-title">Declare somebody you know</h2>
      <ErrorSummary errors={errors} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <SelectField id="circle-kind" label="How you know them" empty="Choose" options={choicesOf(CIRCLE_KINDS)} value={form.kind} onChange={(kind) => put({ kind })} error={errorOf('circle-kind')} hint="Your supervisor sees this, and that you declared somebody; never whom." />
      <p className="circle__enough" id="circle-enough">Give a name with a date of birth or a postcode; or an address, for everybody who lives there.</p>
      <TextField id="circle-name" label="Name" width={20} value={form.name} onChange={(name) => put({ name })} maxLength={120} error={errorOf('circle-name')} />
      <DateInput id="circle-birth" legend="Date of birth" value={form.dateOfBirth} onChange={(dateOfBirth) => put({ dateOfBirth })} error={errorOf('circle-birth')} />
      <TextField id="circle-address" label="First line of the address" hint="Such as 12 Example Road" width={20} value={form.addressLine} onChange={(addressLine) => put({ addressLine })} maxLength={120} error={errorOf('circle-address')} />
      <TextField id="circle-postcode" label="Postcode" width={10} value={form.postcode} onChange={(postcode) => put({ postcode })} maxLength={9} error={errorOf('circle-postcode')} />
      <Button type="submit" kind="primary" isBusy={isBusy}>{isBusy ? 'Sealing…' : 'Declare'}</Button>
    </form>
  )
}
