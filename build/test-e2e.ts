// `npm run test:e2e -- <Playwright's arguments>`.
import { runE2e } from './e2e-suite'
import { preflight } from './preflight'
import { closingLine } from './suite-report'

if (!preflight()) process.exit(1)
const counts = await runE2e(process.argv.slice(2))
process.stdout.write(`${closingLine(counts)}\n`)
process.exitCode = counts.failed > 0 ? 1 : 0
