import { pence } from '../code/money'
import { perThousand, wholeNumber } from '../code/numbers'
import { ukDate } from '../code/uk-date'
import { ward } from '../code/wards'
import { wardColumn, type WardMapping } from './define-mapping'

/** Open data, drawn together by the county's analysts from what ONS and the departments publish: one row a ward, no person anywhere. */
export const openData: WardMapping = {
  subject: 'ward', source: 'open-data', words: 'Published statistics by ward', delimiter: ',', isQuoted: true,
  columns: [
    wardColumn('WARD_CODE', 'ward', 'open-data', 5, ward),
    wardColumn('PERIOD_END', 'asAt', 'open-data', 10, ukDate),
    wardColumn('POPULATION', 'population', 'open-data', 6, wholeNumber(0, 100_000)),
    wardColumn('IMD_DECILE', 'deprivationDecile', 'open-data', 2, wholeNumber(1, 10)),
    wardColumn('CHILD_POVERTY_PC', 'childPoverty', 'open-data', 5, perThousand),
    wardColumn('CLAIMANTS_PC', 'claimants', 'open-data', 5, perThousand),
    wardColumn('FUEL_POVERTY_PC', 'fuelPoverty', 'open-data', 5, perThousand),
    wardColumn('MEDIAN_RENT', 'medianRentPence', 'open-data', 10, pence),
  ],
}
