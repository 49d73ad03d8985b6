import { formatPounds } from '../../intake/code/money'
import { formatUkDate } from '../../intake/code/uk-date'
import { WARDS } from '../../intake/code/wards'
import type { Cells } from './cells'
import { asAtOf } from './extract-days'
import { createRandom } from './random'

/** Open data of every ward, invented: names are real, figures are not. */
export const wardRows = (seed: number, today: string): ReadonlyArray<Cells> =>
  Object.keys(WARDS).map((code) => {
    const random = createRandom(seed, `ward ${code}`)
    const decile = random.whole(1, 10)
    const percent = (least: number, most: number): string => ((random.whole(least, most) + (10 - decile) * 12) / 10).toFixed(1)
    return {
      WARD_CODE: code, PERIOD_END: formatUkDate(asAtOf('open-data', today)), POPULATION: String(random.whole(4_200, 11_800)), IMD_DECILE: String(decile),
      CHILD_POVERTY_PC: percent(70, 160), CLAIMANTS_PC: percent(12, 40), FUEL_POVERTY_PC: percent(60, 120), MEDIAN_RENT: formatPounds(random.whole(78_000, 126_000)),
    }
  })
