import { useState } from 'react'
import { DISTRICTS, ROLES, TEAMS } from '../../../shared/model/codes'
import { NewOfficerSchema, type Officer } from '../../../shared/model/officer'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { MAY } from './consequences'

interface AddPersonDialogProps {
  readonly onClose: () => void
  readonly onAdded: (person: Officer) => void
}

type Typed = { readonly [Field in keyof Officer]: Officer[Field] | '' }

const WRONG: Readonly<Record<keyof Officer, string>> = {
  officerId: 'Enter the sign-in name as the identity provider gives it: letters, digits, full stops, hyphens and underscores, no blanks',
  displayName: 'Enter the name that colleagues know them by, up to 80 characters',
  role: 'Choose a role', team: 'Choose a team', district: 'Choose a district',
}

/** Makes somebody an officer, whom the identity provider knows already. */
export function AddPersonDialog({ onClose, onAdded }: AddPersonDialogProps) {
  const [typed, setTyped] = useState<Typed>({ officerId: '', displayName: '', role: '', team: '', district: '' })
  const [isChecked, setChecked] = useState(false)
  const { isBusy, problem, send } = useSend()
  const parsed = NewOfficerSchema.safeParse({ ...typed, officerId: typed.officerId.trim(), displayName: typed.displayName.trim() })
  const wrong = new Set(isChecked ? parsed.error?.issues.map(({ path: [field] }) => field) : [])
  const errorOf = (field: keyof Officer): string | null => (wrong.has(field) ? WRONG[field] : null)
  const put = (field: keyof Officer) => (value: string) => setTyped({ ...typed, [field]: value })
  const add = async () => {
    setChecked(true)
    if (!parsed.success) return
    await send(async () => {
      onAdded((await casement.admin.addPerson(parsed.data)).person)
    })
  }
  return (
    <Dialog title="Add an officer" isOpen onClose={onClose} isBusy={isBusy}>
      <TextField id="new-person-id" label="Sign-in name" hint="As the identity provider gives it. It cannot be changed later." value={typed.officerId} onChange={put('officerId')} maxLength={128} error={errorOf('officerId')} />
      <TextField id="new-person-name" label="Name" value={typed.displayName} onChange={put('displayName')} maxLength={80} error={errorOf('displayName')} />
      <SelectField id="new-person-role" label="Role" empty="Choose" options={choicesOf(ROLES)} value={typed.role} onChange={put('role')} hint={typed.role === '' ? undefined : `${ROLES[typed.role]}: ${MAY[typed.role]}.`} error={errorOf('role')} />
      <SelectField id="new-person-team" label="Team" empty="Choose" options={choicesOf(TEAMS)} value={typed.team} onChange={put('team')} error={errorOf('team')} />
      <SelectField id="new-person-district" label="District" empty="Choose" options={choicesOf(DISTRICTS)} value={typed.district} onChange={put('district')} error={errorOf('district')} />
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="dialog__actions"><Button kind="primary" isBusy={isBusy} onClick={() => void add()}>{isBusy ? 'Adding…' : 'Add'}</Button><Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button></div>
    </Dialog>
  )
}
