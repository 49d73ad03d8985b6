// `npm run dev` and `npm run build`: electron-vite, told which build configuration to use.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { demoFiles } from '../service/demo/data-folder'
import { configFor } from './develop-config'
import { repositoryRoot } from './repository-root'
import { runProgram } from './run-program'

const [command = '', ...rest] = process.argv.slice(2)
const demo = demoFiles('build-config.json', repositoryRoot, process.env).find((file) => existsSync(file))
const chosen = configFor(command, process.env, demo)
process.stderr.write(`${command}: ${chosen.words}\n`)
if (chosen.file === null) process.exitCode = 2
else {
  const cli = path.join(repositoryRoot, 'node_modules/electron-vite/bin/electron-vite.js')
  const env = { ...process.env, CASEMENT_BUILD_CONFIG: chosen.file }
  const code = await runProgram(process.execPath, [cli, command, ...rest], {
    cwd: repositoryRoot,
    env,
    stdio: 'inherit',
  })
  process.exitCode = code ?? 1
}
