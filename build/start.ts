// `npm start`: looks whether this machine can run Casement, then starts the demonstration from a place that the
// accounts of Electron and PostgreSQL can reach.
import { spawn } from 'node:child_process'
import { demoDataFolder } from '../service/demo/data-folder'
import { demoPlanOrEnd } from '../service/demo/read-demo-arguments'
import { preflight } from './preflight'
import { reachableRoot, rebase } from './reachable'
import { repositoryRoot } from './repository-root'
import { unprivilegedAccount } from './unprivileged'

demoPlanOrEnd(process.argv.slice(2), process.env) // before anything is looked at, installed or copied
if (!preflight()) process.exit(1)
const root = reachableRoot(repositoryRoot, unprivilegedAccount())
const args = ['--import', 'tsx', 'service/demo/start-demo.ts', ...process.argv.slice(2)]
const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '' // set by preflight
const env = {
  ...process.env,
  CASEMENT_DATA_DIR: demoDataFolder(repositoryRoot, process.env, root !== repositoryRoot),
  ELECTRON_OVERRIDE_DIST_PATH: rebase(dist, repositoryRoot, root),
}
const demo = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
process.on('SIGINT', () => undefined) // the demonstration has it too, and stops in good order
process.on('SIGTERM', () => demo.kill('SIGTERM'))
demo.once('close', (code) => process.exit(code ?? 1))
