import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PermitView } from '../../../shared/ipc/visit-pack-contract'
import { casement } from '../../bridge/casement-client'
import { queryKeys } from '../../bridge/query-keys'
import { Button } from '../../components/button'
import { groupWords } from '../../components/request-words'
import { TextField } from '../../components/text-field'
import { dutyDeskWords, permitWords } from './visit-words'

interface EmergencyAtDoorProps {
  /** The emergency permit of this stop; null where none was sealed. */
  readonly permit: PermitView | null
  readonly purposeTitle: string | null
  readonly isBusy: boolean
  /** Empty where it was opened already: it is shown again without a new reason. */
  readonly onOpen: (reason: string) => void
}

/** Somebody may come to harm and there is no signal: what can be opened, what that means, and whom to ring where nothing can. */
export function EmergencyAtDoor({ permit, purposeTitle, isBusy, onOpen }: EmergencyAtDoorProps) {
  const standing = useQuery({ queryKey: queryKeys.offlineEmergency, queryFn: () => casement.visitPack.emergencyStanding({}), staleTime: 0 }).data
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  useEffect(() => { if (isAsking) document.getElementById('emergency-reason')?.focus() }, [isAsking])
  if (standing === undefined) return null
  const desk = dutyDeskWords(standing.dutyDesk)
  const left = Math.max(0, standing.quota - standing.used)
  const { words } = permit === null ? { words: '' } : permitWords(permit)
  const submit = () => {
    if (reason.trim() === '') return setError('Say in a few words why it cannot wait')
    setError(null)
    setAsking(false)
    return onOpen(reason.trim())
  }
  return (
    <section className="emergency" aria-label="In an emergency, without signal">
      <h2 className="emergency__title">If somebody may come to harm</h2>
      <p>Danger to life: ring 999 first. {permit === null || (permit.state !== 'ready' && permit.state !== 'open') ? `${permit === null ? 'Nothing of this household is sealed for an emergency' : `The emergency permit: ${words.toLowerCase()}`}, and without signal nothing more can be opened. ${desk}` : `Sealed for it, as ${(purposeTitle ?? 'an emergency').toLowerCase()}: ${groupWords(permit.fieldGroups)}. ${desk}`}</p>
      {permit?.state === 'open' ? <Button kind="reveal" isSmall isBusy={isBusy} onClick={() => onOpen('')}>Show emergency details again</Button> : null}
      {permit?.state === 'ready' && !isAsking ? (left === 0
        ? <p><strong>Emergency access is used up: {standing.used} of {standing.quota} in {standing.withinHours} hours.</strong> {desk}</p>
        : <Button kind="warning" isSmall onClick={() => setAsking(true)}>Emergency access…</Button>) : null}
      {permit?.state === 'ready' && isAsking ? (
        <form aria-label="Emergency access" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); submit() }}>
          <TextField id="emergency-reason" label="Why it cannot wait" hint="In your own words, without names or numbers. They are signed on this laptop before anything opens." rows={2} maxLength={500} value={reason} onChange={setReason} error={error} />
          <div className="emergency__means" role="status">
            <strong>What happens</strong>
            <ul>
              <li>{groupWords(permit.fieldGroups)} open now. Your words become an entry in the access ledger as soon as there is signal.</li>
              <li>Somebody else reviews it and reads your words. You cannot close that review.</li>
              <li>You have {left} of {standing.quota} left in {standing.withinHours} hours, as this laptop counts.</li>
            </ul>
          </div>
          <div className="contact-form__actions"><Button type="submit" kind="warning" isSmall isBusy={isBusy}>Open in an emergency</Button><Button kind="link" onClick={() => { setAsking(false); setError(null) }}>Cancel</Button></div>
        </form>
      ) : null}
    </section>
  )
}
