import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HouseholdView } from '../../../shared/ipc/household-contract'
import { codesOf } from '../../../shared/model/codes'
import { hasSafetyConflicts, SAFETY_FIELDS, safetyWords, type SafetyCode, type SafetyField } from '../../../shared/model/safety'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { useColleagues } from '../../bridge/use-colleagues'
import { useSend } from '../../bridge/use-send'
import { Button } from '../../components/button'
import { formatInstant } from '../../components/dates'
import { isRecoveryPaused, sourcedMoratoriumWords } from '../../components/moratorium'
import { ProblemNotice } from '../../components/problem-notice'
import { SafetyForm, type SafetyDraft } from './safety-form'

const FIELDS = codesOf(SAFETY_FIELDS)

interface SafetyPanelProps {
  readonly view: HouseholdView
  readonly today: string
  readonly onConflicts: () => void
}

/** What has to be known before anybody rings or knocks, who recorded it, and a form to record it. */
export function SafetyPanel({ view, today, onConflicts }: SafetyPanelProps) {
  const { me, nameOf } = useColleagues()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const { isBusy, problem, send } = useSend()
  const [said, setSaid] = useState('')
  if (me === null || me.role === 'ig-lead' || me.role === 'admin') return null
  const { householdId, safety } = view.household
  const sourced = sourcedOf(view.household)
  const save = async (draft: SafetyDraft, seen: SafetyDraft): Promise<void> => {
    await send(async () => {
      // One operation for each field: they have nothing to do with each other.
      for (const field of FIELDS) await casement.safety.set({ householdId, field, codes: [...draft[field]], seen: [...seen[field]] })
      setOpen(false)
      setSaid('Saved on this laptop and sent as soon as there is a connection.')
    })
    await Promise.all([queryKeys.household(householdId), queryKeys.worklists, queryKeys.conflicts].map((queryKey) => client.invalidateQueries({ queryKey })))
  }
  return (
    <section className="panel safety" aria-labelledby="safety-title">
      <h2 className="panel__title" id="safety-title">Safe contact, risk to staff and moratorium</h2>
      {problem === null ? null : <ProblemNotice problem={problem} />}
      {hasSafetyConflicts(safety) ? <p className="safety__unsettled"><strong>Two people recorded different warnings.</strong> Both stand until somebody settles it. <Button kind="link" onClick={onConflicts}>See the conflict inbox</Button></p> : null}
      {isOpen ? (
        <SafetyForm before={{ safeContact: safety.safeContact.codes, riskToStaff: safety.riskToStaff.codes, moratorium: safety.moratorium.codes }} sourced={sourced} isBusy={isBusy} onSave={(draft, seen) => void save(draft, seen)} onClose={() => setOpen(false)} />
      ) : (
        <>
          <dl className="safety__fields">
            {FIELDS.map((field) => (
              <div key={field} className="safety__field">
                <dt>{SAFETY_FIELDS[field].words}</dt>
                <dd>
                  {wordsOf(field, view, today)}
                  {safety[field].by === null || safety[field].at === null ? null : <span className="as-at">{nameOf(safety[field].by)}, {formatInstant(safety[field].at)}</span>}
                </dd>
              </div>
            ))}
          </dl>
          <Button isSmall onClick={() => { setSaid(''); setOpen(true) }} label="Change safe contact, risk to staff and moratorium">Change</Button>
        </>
      )}
      <p className="caseload__said" role="status">{said}</p>
    </section>
  )
}

/** What sources say and officers did not record: only the source takes it back. */
const sourcedOf = ({ safeContact, safety }: HouseholdView['household']): ReadonlyArray<SafetyCode> => safeContact.filter((code) => !safety.safeContact.codes.includes(code))

/** All that stands, by whomever it was said: the banners above the household tell the same. */
function wordsOf(field: SafetyField, { household }: HouseholdView, today: string): string {
  const { codes } = household.safety[field]
  const all = field === 'safeContact' ? [...sourcedOf(household), ...codes] : codes
  const said = [
    ...(field === 'moratorium' && isRecoveryPaused(household.moratorium, today) ? [sourcedMoratoriumWords(household.moratorium)] : []),
    ...(all.length > 0 ? [safetyWords(all)] : []),
  ]
  return said.length === 0 ? 'Nothing recorded' : said.join('. ')
}
