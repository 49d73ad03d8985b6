// `npm run test:e2e -- <Playwright's arguments>`; `-- --beyond-normal`: the specs that `npm test` leaves to CI.
import { specsBeyondNormal } from './e2e-specs'
import { runE2e } from './e2e-suite'
import { preflight } from './preflight'
import { closingLine } from './suite-report'

if (!preflight()) process.exit(1)
const args = process.argv.slice(2)
const counts = await runE2e(args[0] === '--beyond-normal' ? specsBeyondNormal() : args)
process.stdout.write(`${closingLine(counts)}\n`)
process.exitCode = counts.failed > 0 ? 1 : 0
