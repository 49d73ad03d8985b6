import { useOwnReviews } from '../../bridge/use-own-reviews'
import { ChoiceGroup } from '../../components/choice-group'

interface EmergencyChoiceProps {
  /** Approval was asked for already: the hub said that it is needed. */
  readonly isAsked: boolean
  readonly isChosen: boolean
  readonly onChoose: (isEmergency: boolean) => void
}

const WAYS = { approval: 'Ask for approval', asked: 'Wait for approval', emergency: 'Emergency access: open now' } as const

/**
 * Where somebody may come to harm before anybody could approve: the second way, and plainly what it means. The hub and the vault decide;
 * whoever has used it too often is told the way that is left.
 */
export function EmergencyChoice({ isAsked, isChosen, onChoose }: EmergencyChoiceProps) {
  const standing = useOwnReviews().data?.emergency
  const left = standing === undefined ? null : Math.max(0, standing.quota - standing.used)
  if (standing !== undefined && left === 0) {
    return (
      <section className="emergency" aria-label="Emergency access">
        <p><strong>Emergency access is used up: {standing.used} of {standing.quota} in {standing.withinHours} hours.</strong> If somebody may come to harm now, ring the duty desk: the supervisor on duty can look with you, or approve at once. If there is danger to life, ring 999 first.</p>
      </section>
    )
  }
  return (
    <section className="emergency" aria-label="Emergency access">
      <ChoiceGroup
        id="reveal-way" kind="radios" legend="How soon do you need it?" chosen={[isChosen ? 'emergency' : 'approval']} onToggle={(way) => onChoose(way === 'emergency')}
        options={[{ value: 'approval', words: isAsked ? WAYS.asked : WAYS.approval, hint: 'Nothing opens until somebody else has agreed.' }, { value: 'emergency', words: WAYS.emergency, hint: 'Only when somebody may come to harm before anybody can approve.' }]}
      />
      {isChosen ? (
        <div className="emergency__means" role="status">
          <strong>What happens</strong>
          <ul>
            <li>The details open now, without approval. Your words are signed into the access ledger as an emergency.</li>
            <li>Somebody else reviews it and reads your words. You cannot close that review; you see its outcome in My reveals.</li>
            <li>{left === null || standing === undefined ? 'It may be used a few times in a day.' : `You have ${left} of ${standing.quota} left in ${standing.withinHours} hours.`}</li>
          </ul>
        </div>
      ) : null}
    </section>
  )
}
