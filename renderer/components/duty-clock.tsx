import { DUTY_KINDS } from '../../shared/model/codes'
import { dutyClock } from './duty'

interface DutyClockProps {
  readonly duty: keyof typeof DUTY_KINDS
  readonly dueOn: string | null
  readonly today: string
}

/** The 56-day clock of a homelessness duty: words first, the bar repeats them. */
export function DutyClock({ duty, dueOn, today }: DutyClockProps) {
  const clock = dutyClock(dueOn, today)
  return (
    <span className={`duty duty--${clock.urgency}`}>
      <span className="duty__words">{clock.daysLeft === null ? DUTY_KINDS[duty] : <><strong>{clock.words}</strong> · {DUTY_KINDS[duty].replace(' duty', '')}</>}</span>
      {clock.daysLeft === null ? null : (
        <svg className="duty__bar" viewBox="0 0 56 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="duty__track" width="56" height="4" />
          <rect className="duty__gone" width={clock.share * 56} height="4" />
        </svg>
      )}
    </span>
  )
}
