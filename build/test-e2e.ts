// `npm run test:e2e -- <Playwright's arguments>`; `-- --beyond-normal`: the specs that `npm test` leaves to CI.
import { LANES, specsAt, specsBeyondNormal } from './e2e-specs'
import { runE2e } from './e2e-suite'
import { preflight } from './preflight'
import { withSecondTry } from './second-try'
import { closingLines } from './suite-report'

if (!preflight()) process.exit(1)
const args = process.argv.slice(2)
const counts = args[0] === '--beyond-normal' ? await withSecondTry((files) => runE2e(files.length === 0 ? specsBeyondNormal() : specsAt(files), { lanes: LANES })) : await runE2e(args, { lanes: args.length === 0 ? LANES : 1 })
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
