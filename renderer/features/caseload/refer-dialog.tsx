import { useState } from 'react'
import type { CaseloadAct } from '../../../shared/ipc/caseload-contract'
import type { TeamPlace } from '../../../shared/model/caseload'
import { codesOf, DISTRICTS, REFERRAL_REASONS, TEAMS, type District, type Team } from '../../../shared/model/codes'
import type { ShownProblem } from '../../bridge/problem-of'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { Dialog } from '../../components/dialog'
import { ErrorSummary, type FieldError } from '../../components/error-summary'
import { ProblemNotice } from '../../components/problem-notice'
import { SelectField } from '../../components/select-field'

type ReferAct = Extract<CaseloadAct, { kind: 'refer' }>

interface ReferDialogProps {
  readonly reference: string
  /** Where the household is now. */
  readonly from: { readonly team: Team | null; readonly district: District }
  readonly teams: ReadonlyArray<TeamPlace>
  readonly isBusy: boolean
  /** Why the last one was refused: said here, since the page behind cannot be read while this is open. */
  readonly problem: ShownProblem | null
  readonly onRefer: (act: ReferAct) => void
  readonly onClose: () => void
}

const NO_ERRORS: ReadonlyArray<FieldError> = []
const REASONS = codesOf(REFERRAL_REASONS)

/** Offers a household to another team, of this district or another; it moves when they accept. */
export function ReferDialog({ reference, from, teams, isBusy, problem, onRefer, onClose }: ReferDialogProps) {
  const others = teams.filter((place) => place.team !== from.team || place.district !== from.district)
  const districts = [...new Set(others.map(({ district }) => district))]
  const [district, setDistrict] = useState<District | ''>(districts.includes(from.district) ? from.district : '')
  const [team, setTeam] = useState<Team | ''>('')
  const [reason, setReason] = useState<(typeof REASONS)[number] | ''>('')
  const [errors, setErrors] = useState(NO_ERRORS)
  const errorOf = (id: string) => errors.find((error) => error.fieldId === id)?.message ?? null
  const submit = () => {
    const missing = [
      ...(district === '' ? [{ fieldId: 'refer-district', message: 'Choose a district' }] : []),
      ...(team === '' ? [{ fieldId: 'refer-team', message: 'Choose the team to ask' }] : []),
      ...(reason === '' ? [{ fieldId: 'refer-reason', message: 'Choose why you refer this household' }] : []),
    ]
    setErrors(missing)
    if (district !== '' && team !== '' && reason !== '') onRefer({ kind: 'refer', toTeam: team, toDistrict: district, reason })
  }
  return (
    <Dialog title={`Refer ${reference} to another team`} isOpen onClose={onClose} isBusy={isBusy}>
      <form onSubmit={(event) => { event.preventDefault(); submit() }} noValidate autoComplete="off">
        <ErrorSummary errors={errors} />
        {problem === null ? null : <ProblemNotice problem={problem} />}
        <p className="govuk-body">That team sees the masked household while they decide. It stays with you until they accept; you see their answer under Referrals.</p>
        <SelectField
          id="refer-district" label="District" empty="Choose" options={districts.map((code) => [code, DISTRICTS[code]] as const)} value={district} error={errorOf('refer-district')}
          onChange={(value) => { setDistrict(value); setTeam('') }}
        />
        <SelectField
          id="refer-team" label="Team" empty={district === '' ? 'Choose a district first' : 'Choose'} value={team} onChange={setTeam} error={errorOf('refer-team')}
          options={others.filter((place) => place.district === district).map((place) => [place.team, TEAMS[place.team]] as const)}
        />
        <SelectField id="refer-reason" label="Why" empty="Choose" options={choicesOf(REFERRAL_REASONS)} value={reason} onChange={setReason} error={errorOf('refer-reason')} />
        <div className="dialog__actions">
          <Button type="submit" kind="primary" isBusy={isBusy}>Refer</Button>
          <Button kind="link" isBusy={isBusy} onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
