import { useState } from 'react'
import { DISTRICTS, ROLES, TEAMS } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import { casement } from '../../bridge/casement-client'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'
import { consequencesOf } from './consequences'

interface ChangePersonDialogProps {
  readonly person: Officer
  readonly onClose: () => void
  readonly onChanged: (person: Officer) => void
}

/** Chooses role, team and district, then says what that means and asks for confirmation. */
export function ChangePersonDialog({ person, onClose, onChanged }: ChangePersonDialogProps) {
  const [want, setWant] = useState(person)
  const [isConfirming, setConfirming] = useState(false)
  const { isBusy, problem, send } = useSend()
  const consequences = consequencesOf(person, want)
  const change = async () => {
    await send(async () => {
      const { officerId, role, team, district } = want
      onChanged((await casement.admin.changePerson({ officerId, role, team, district, from: { role: person.role, team: person.team, district: person.district } })).person)
    })
  }
  return (
    <Dialog title={isConfirming ? `Change ${person.displayName}?` : `${person.displayName}: role, team and district`} isOpen onClose={onClose} isBusy={isBusy} role={isConfirming ? 'alertdialog' : 'dialog'}>
      {isConfirming ? (
        <ul className="govuk-list govuk-list--bullet">{consequences.map((words) => <li key={words}>{words}</li>)}</ul>
      ) : (
        <>
          <SelectField id="person-role" label="Role" options={choicesOf(ROLES)} value={want.role} onChange={(role) => setWant({ ...want, role: role === '' ? want.role : role })} />
          <SelectField id="person-team" label="Team" options={choicesOf(TEAMS)} value={want.team} onChange={(team) => setWant({ ...want, team: team === '' ? want.team : team })} />
          <SelectField id="person-district" label="District" options={choicesOf(DISTRICTS)} value={want.district} onChange={(district) => setWant({ ...want, district: district === '' ? want.district : district })} />
        </>
      )}
      {problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="dialog__actions">
        {isConfirming
          ? <><Button kind="warning" isBusy={isBusy} onClick={() => void change()}>{isBusy ? 'Changing…' : 'Confirm the change'}</Button><Button kind="link" isBusy={isBusy} onClick={() => setConfirming(false)}>Back</Button></>
          : <><Button kind="primary" isDisabled={consequences.length === 0} onClick={() => setConfirming(true)}>Continue</Button><Button kind="link" onClick={onClose}>Cancel</Button></>}
      </div>
    </Dialog>
  )
}
