// `npm run tour`: drives the real app through scripted calls and keeps numbered pictures and a page of them in out/tour.
// `-- --readme` also makes the README's picture of them.
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { buildDriven, runE2e } from './e2e-suite'
import { preflight } from './preflight'
import { repositoryRoot } from './repository-root'

const FOLDER = 'out/tour'
const README_PICTURE = /^\d+-worklist\.png$/
const USAGE = 'npm run tour -- [--readme]\n  --readme  also replace docs/worklist.png, which README.md shows\n'

const args = process.argv.slice(2)
if (args.some((argument) => argument !== '--readme')) {
  process.stderr.write(`There is an argument here that npm run tour does not know.\n\n${USAGE}`)
  process.exit(2)
}
if (!preflight()) process.exit(1)
const counts = await runE2e([], { config: 'test/tour/playwright.config.ts', keptIn: FOLDER, build: buildDriven })
const page = path.join(repositoryRoot, FOLDER, 'index.html')
if (existsSync(page)) process.stdout.write(`${path.relative(repositoryRoot, page)}\n`)
if (counts.failed === 0 && args.includes('--readme')) replaceReadmePicture()
process.exitCode = counts.failed > 0 ? 1 : 0

function replaceReadmePicture(): void {
  const folder = path.join(repositoryRoot, FOLDER)
  const picture = readdirSync(folder).find((name) => README_PICTURE.test(name))
  if (picture === undefined) throw new Error('The tour took no picture of the worklist')
  copyFileSync(path.join(folder, picture), path.join(repositoryRoot, 'docs/worklist.png'))
  process.stdout.write('docs/worklist.png\n')
}
