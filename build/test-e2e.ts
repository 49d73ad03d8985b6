// `npm run test:e2e -- <Playwright's arguments>`; `-- --beyond-normal`: the specs that `npm test` leaves to CI.
import { LANES, specsAt, specsBeyondNormal } from './e2e-specs'
import { runE2e } from './e2e-suite'
import { preflight } from './preflight'
import { withSecondTry } from './second-try'
import { closingLines, withSkippedFailed } from './suite-report'

if (!preflight()) process.exit(1)
const args = process.argv.slice(2)
const isBeyond = args[0] === '--beyond-normal'
const counts = isBeyond ? await withSecondTry((files) => runE2e(files.length === 0 ? specsBeyondNormal() : specsAt(files), { lanes: LANES })) : await runE2e(args, { lanes: args.length === 0 ? LANES : 1 })
const all = isBeyond ? withSkippedFailed(counts) : counts
process.stdout.write(closingLines(all))
process.exitCode = all.failed > 0 ? 1 : 0
