// The integration suite alone, counted. CASEMENT_TEST_POSTGRES_URL (a superuser's) takes the place of the embedded one.
import { reachableRoot } from './reachable'
import { repositoryRoot } from './repository-root'
import { withSecondTry } from './second-try'
import { closingLines } from './suite-report'
import { unprivilegedAccount } from './unprivileged'
import { runVitest } from './vitest-suite'

const root = reachableRoot(repositoryRoot, unprivilegedAccount())
const named = process.argv.slice(2)
const counts = await withSecondTry((files) => runVitest(root, ['integration'], files.length === 0 ? named : files))
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
