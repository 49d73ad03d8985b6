import { useState } from 'react'
import { ROLES, TEAMS } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'

interface LinkAccountsDialogProps {
  readonly people: ReadonlyArray<Officer>
  readonly onClose: () => void
  readonly onLinked: (names: string) => void
}

/** Chooses two accounts, says what the link means, and asks for confirmation: it cannot be taken back. */
export function LinkAccountsDialog({ people, onClose, onLinked }: LinkAccountsDialogProps) {
  const [officerId, setOne] = useState('')
  const [otherId, setOther] = useState('')
  const [isConfirming, setConfirming] = useState(false)
  const [errors, setErrors] = useState<ReadonlyArray<FieldError>>([])
  const { isBusy, problem, send } = useSend()
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.message ?? null
  const options = people.map((person) => [person.officerId, `${person.displayName} (${person.officerId}), ${ROLES[person.role]}, ${TEAMS[person.team]}`] as const)
  const nameOf = (id: string): string => people.find((person) => person.officerId === id)?.officerId ?? ''
  const go = () => {
    const found: FieldError[] = []
    if (officerId === '') found.push({ fieldId: 'account-one', message: 'Choose the first account' })
    if (otherId === '' || otherId === officerId) found.push({ fieldId: 'account-other', message: 'Choose another account of the same person' })
    setErrors(found)
    setConfirming(found.length === 0)
  }
  const link = async () => {
    await send(async () => {
      await casement.standIns.linkAccounts({ officerId, otherId })
      onLinked(`${nameOf(officerId)} and ${nameOf(otherId)}`)
    })
  }
  return (
    <Dialog title={isConfirming ? `Link ${nameOf(officerId)} and ${nameOf(otherId)}?` : 'Link two accounts of one person'} isOpen onClose={onClose} isBusy={isBusy} role={isConfirming ? 'alertdialog' : 'dialog'} size="l">
      {isConfirming ? (
        <ul className="govuk-list govuk-list--bullet">
          <li>Neither decides, reviews or stands in for the other from now on.</li>
          <li>Both together are one approval of a protected record.</li>
          <li>It is kept that you noted it, and it cannot be taken back here.</li>
        </ul>
      ) : (
        <>
          <ErrorSummary errors={errors} />
          <SelectField id="account-one" label="One account" empty="Choose" options={options} value={officerId} onChange={setOne} error={errorOf('account-one')} />
          <SelectField id="account-other" label="Another account of the same person" hint="Your own accounts are noted by another administrator." empty="Choose" options={options} value={otherId} onChange={setOther} error={errorOf('account-other')} />
        </>
      )}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="dialog__actions">
        {isConfirming
          ? <><Button kind="warning" isBusy={isBusy} onClick={() => void link()}>{isBusy ? 'Linking…' : 'Link for good'}</Button><Button kind="link" isBusy={isBusy} onClick={() => setConfirming(false)}>Back</Button></>
          : <><Button kind="primary" onClick={go}>Continue</Button><Button kind="link" onClick={onClose}>Cancel</Button></>}
      </div>
    </Dialog>
  )
}
