import type { Call } from './call'
import { arrears } from './arrears'
import { benefitsQuestion } from './benefits-question'
import { breathingSpace } from './breathing-space'
import { evictionNotice } from './eviction-notice'
import { newPhoneNumber } from './new-phone-number'
import { protectedRecord } from './protected-record'
import { safeguardingWorry } from './safeguarding-worry'
import { wrongPerson } from './wrong-person'

/** The officer's calls, in the order they come in. */
export const CALLS: readonly Call[] = [arrears, evictionNotice, wrongPerson, breathingSpace, benefitsQuestion, safeguardingWorry, newPhoneNumber, protectedRecord]
