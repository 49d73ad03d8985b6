import { MORATORIUM_KINDS } from '../../shared/model/codes'
import type { HouseholdRecord } from '../../shared/model/household'
import { formatDate } from './dates'

type Moratorium = NonNullable<HouseholdRecord['moratorium']>

/** Does the recovery pause run on this day? (Debt Respite Scheme Regulations 2020: recovery must stop between the dates.) */
export const isRecoveryPaused = (moratorium: Moratorium | null, today: string): moratorium is Moratorium =>
  moratorium !== null && moratorium.startsOn <= today && (moratorium.endsOn === null || today <= moratorium.endsOn)

/** "until 5 January 2027". */
export const untilWords = ({ endsOn }: Moratorium): string => (endsOn === null ? 'until the crisis treatment ends' : `until ${formatDate(endsOn)}`)

/** What a source says, beside what officers recorded: "Breathing Space until 5 January 2027, as a source says". */
export const sourcedMoratoriumWords = (moratorium: Moratorium): string => `${MORATORIUM_KINDS[moratorium.kind]} ${untilWords(moratorium)}, as a source says`
