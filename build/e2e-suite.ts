import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildApp } from './build-app'
import { desktopSession } from './desktop-session'
import { electronRuntime } from './electron-runtime'
import { reachableFolder, reachableNode, reachableRoot, rebase } from './reachable'
import { repositoryRoot } from './repository-root'
import { runProgram } from './run-program'
import { sandboxSwitches } from './sandbox'
import { outcome, playwrightCounts, type Counts } from './suite-report'
import { folderFor, identity, unprivilegedAccount, type Account } from './unprivileged'

const OUT = 'out-e2e'
const CONFIGS = ['test/e2e/build-config.json', 'build/demo-build-config.json']

/**
 * Builds the app into its own folder and runs Playwright on it. As root all of Playwright runs as the unprivileged
 * account, for Electron's sandbox is to be on. Results are put into test-results/e2e.
 */
export async function runE2e(args: readonly string[] = []): Promise<Counts> {
  const account = unprivilegedAccount()
  const root = reachableRoot(repositoryRoot, account)
  const app = process.env.CASEMENT_E2E_BUILD === '0' ? path.join(root, OUT) : buildForTests(root)
  const scratch = mkdtempSync(path.join(tmpdir(), 'casement-e2e-'))
  folderFor(account, scratch)
  const place = folders(account, scratch)
  const session = await desktopSession(account && { ...account, home: place.home }, {
    ...process.env,
    HOME: place.home,
  })
  try {
    const code = await runProgram(reachableNode(account), ['node_modules/@playwright/test/cli.js', 'test', ...args], {
      ...identity(account),
      cwd: root,
      env: { ...session.env, ...testEnvironment(root, app, place, account) },
    })
    return outcome(code, existsSync(place.report) ? playwrightCounts(readFileSync(place.report, 'utf8')) : undefined)
  } finally {
    session.stop()
    keepResults(place.output)
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Place {
  readonly home: string
  readonly temporary: string
  readonly output: string
  readonly report: string
}

function folders(account: Account | undefined, scratch: string): Place {
  return {
    home: folderFor(account, path.join(scratch, 'home')),
    temporary: folderFor(account, path.join(scratch, 'tmp')),
    output: folderFor(account, path.join(scratch, 'output')),
    report: path.join(scratch, 'report.json'),
  }
}

function buildForTests(root: string): string {
  const given = process.env.CASEMENT_BUILD_CONFIG ?? CONFIGS.find((file) => existsSync(path.join(root, file)))
  if (given === undefined) throw new Error(`No build configuration: ${CONFIGS.join(' or ')}`)
  return buildApp({ root, outDir: OUT, buildConfig: given })
}

function testEnvironment(root: string, app: string, place: Place, account: Account | undefined): NodeJS.ProcessEnv {
  const { dist } = electronRuntime()
  const reachable = reachableFolder(rebase(dist, repositoryRoot, root), account)
  const exe = path.join(reachable, path.relative(dist, electronRuntime().exe))
  return {
    ELECTRON_OVERRIDE_DIST_PATH: reachable,
    ELECTRON_EXEC_PATH: exe,
    CASEMENT_E2E_APP: app,
    CASEMENT_E2E_OUTPUT: place.output,
    CASEMENT_E2E_REPORT: place.report,
    TMPDIR: place.temporary,
    ...(sandboxSwitches(reachable, account).length > 0 ? { CASEMENT_NO_SANDBOX: '1' } : {}),
  }
}

function keepResults(output: string): void {
  const kept = path.join(repositoryRoot, 'test-results/e2e')
  rmSync(kept, { recursive: true, force: true })
  if (existsSync(output)) cpSync(output, kept, { recursive: true })
}
