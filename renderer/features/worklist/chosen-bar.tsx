import { LEAST_HOUSEHOLDS, MOST_HOUSEHOLDS } from '../../../shared/model/contact-list'
import { MOST_VISITS } from '../../../shared/model/visit-pack'
import { Button } from '../../components/button'

interface ChosenBarProps {
  readonly count: number
  readonly onMake: () => void
  readonly onPlan: () => void
  readonly onClear: () => void
}

/** What is chosen, and what can be done with it. */
export function ChosenBar({ count, onMake, onPlan, onClear }: ChosenBarProps) {
  if (count === 0) return <p className="govuk-visually-hidden" role="status" />
  const isFitting = count >= LEAST_HOUSEHOLDS && count <= MOST_HOUSEHOLDS
  return (
    <div className="chosen">
      <p className="chosen__count" role="status">{count} chosen</p>
      {isFitting ? <Button kind="primary" isSmall onClick={onMake}>Make a contact list</Button> : <span>{count < LEAST_HOUSEHOLDS ? `A contact list needs ${LEAST_HOUSEHOLDS} households or more` : `A contact list holds ${MOST_HOUSEHOLDS} households at most`}</span>}
      {count <= MOST_VISITS ? <Button isSmall onClick={onPlan}>Plan visits</Button> : null}
      <Button kind="link" onClick={onClear}>Clear</Button>
    </div>
  )
}
