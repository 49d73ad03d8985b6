import type { Source } from '../../../shared/model/codes'
import { addDays } from '../../intake/code/uk-date'

/** How many days before `today` each source draws its extract: systems do not run on one day, and a census is taken three times a year. */
const DAYS_BEFORE: Readonly<Record<Source, number>> = {
  'revenues-and-benefits': 1, housing: 2, 'county-housing': 8, 'debt-management': 1, 'adult-social-care': 3, 'childrens-social-care': 4, 'school-census': 47,
  'electoral-register': 22, 'open-data': 210,
}

/** The day that an extract is about. */
export const asAtOf = (source: Source, today: string): string => addDays(today, -DAYS_BEFORE[source])
