// The integration suite alone, counted. CASEMENT_TEST_POSTGRES_URL (a superuser's) takes the place of the embedded one.
import { reachableRoot } from './reachable'
import { repositoryRoot } from './repository-root'
import { closingLines } from './suite-report'
import { unprivilegedAccount } from './unprivileged'
import { runVitest } from './vitest-suite'

const root = reachableRoot(repositoryRoot, unprivilegedAccount())
const counts = await runVitest(root, ['integration'], process.argv.slice(2))
process.stdout.write(closingLines(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
