// `npm run check`: types, lint, import rules.
import { runChecks } from './check-steps'
import { repositoryRoot } from './repository-root'
import { closingLines, total } from './suite-report'
import { runVitest } from './vitest-suite'

const counts = total([await runChecks(), await runVitest(repositoryRoot, ['unit'], ['test/structure'])])
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
