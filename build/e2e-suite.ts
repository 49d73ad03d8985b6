import type { SpawnOptions } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildApp } from './build-app'
import { desktopSession, type DesktopSession } from './desktop-session'
import { electronRuntime } from './electron-runtime'
import { reachableFolder, reachableNode, reachableRoot, rebase } from './reachable'
import { repositoryRoot } from './repository-root'
import { runProgram } from './run-program'
import { sandboxSwitches } from './sandbox'
import { outcome, playwrightCounts, type Counts } from './suite-report'
import { folderFor, identity, unprivilegedAccount, type Account } from './unprivileged'

const OUT = 'out-e2e'
/** The same but for the debug surface, which is shut there: a spec compares the two and starts this one by hand. */
const RELEASE_OUT = 'out-e2e-release'
const inLane = (folder: string, lane: number): string => (lane === 0 ? folder : `${folder}-${lane}`)
const PREPARE = 'test/e2e/prepare.ts'

/** What a run is to try, where that is not the app of `npm run test:e2e`. */
export interface E2eRun {
  /** Playwright's configuration; default: the repository's. */
  readonly config?: string
  /** Folder of the repository that its output is kept in, in place of what was there. */
  readonly keptIn?: string
  /** Makes what is tried; answers the variables by which the specs find it. */
  readonly build?: (stage: E2eStage) => NodeJS.ProcessEnv
  /** So many specs at a time, each with a service, a build and a desktop session to itself; default one. */
  readonly lanes?: number
  /** Draws on an Xvfb of its own even where there is a display: keys are pressed from outside, and nobody is to be disturbed. */
  readonly isUnseen?: boolean
}

/** What the builds of a run are made with. */
export interface E2eStage {
  /** The repository, or its reachable copy. */
  readonly root: string
  readonly lane: number
  /** The folder that test/e2e/prepare.ts has written this lane's configurations into. */
  readonly prepared: string
  readonly account: Account | undefined
}

/**
 * Runs test/e2e/prepare.ts (which writes a `build-config.json` for each lane), builds the app with it into its own folder, and runs
 * Playwright on that. As root all but the build runs as the unprivileged account, for Electron's sandbox is to be on. Results are put
 * into test-results/e2e.
 */
export async function runE2e(args: readonly string[] = [], run: E2eRun = {}): Promise<Counts> {
  const { keptIn = 'test-results/e2e', build = buildBoth, isUnseen = false, lanes = 1 } = run
  const account = unprivilegedAccount()
  const root = reachableRoot(repositoryRoot, account)
  const scratch = mkdtempSync(path.join(tmpdir(), 'casement-e2e-'))
  folderFor(account, scratch)
  const place = folders(account, scratch)
  const sessions: DesktopSession[] = []
  try {
    const common = { ...testEnvironment(root, place, account), CASEMENT_E2E_LANES: String(lanes) }
    for (let lane = 0; lane < lanes; lane += 1) sessions.push(await sessionOf(account, place.home, isUnseen || lane > 0))
    const env = { ...sessions[0]?.env, ...common }
    const options = { ...identity(account), cwd: root, env }
    await prepare(reachableNode(account), options)
    const first: NodeJS.ProcessEnv = {}
    for (const [lane, session] of sessions.entries()) {
      const prepared = path.join(place.prepared, String(lane))
      const built = build({ root, lane, prepared, account })
      writeFileSync(path.join(prepared, 'lane.json'), JSON.stringify({ ...changedBy(session.env), ...built }))
      if (lane === 0) Object.assign(first, built) // Playwright itself reads the specs too, to list them, and is in no lane
    }
    const config = run.config === undefined ? [] : ['--config', run.config]
    const code = await runProgram(reachableNode(account), ['node_modules/@playwright/test/cli.js', 'test', ...config, ...args], { ...options, env: { ...env, ...first } })
    return outcome(code, existsSync(place.report) ? playwrightCounts(readFileSync(place.report, 'utf8')) : undefined)
  } finally {
    for (const session of sessions) session.stop()
    keepResults(place.output, keptIn)
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

const sessionOf = (account: Account | undefined, home: string, isUnseen: boolean): Promise<DesktopSession> =>
  desktopSession(account && { ...account, home }, { ...process.env, ...(isUnseen ? { DISPLAY: undefined, WAYLAND_DISPLAY: undefined } : {}), HOME: home })

/** What a session's environment has that this process's has not. */
const changedBy = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== undefined && process.env[name] !== value))

/** The app with its debug surface open, for Playwright. */
export function buildDriven({ root, lane, prepared }: E2eStage): NodeJS.ProcessEnv {
  return { CASEMENT_E2E_APP: buildApp({ root, outDir: inLane(OUT, lane), buildConfig: path.join(prepared, 'build-config.json') }) }
}

/** The same, and the app as it is released. */
function buildBoth(stage: E2eStage): NodeJS.ProcessEnv {
  const { root, lane, prepared } = stage
  const release = path.join(prepared, 'release-build-config.json')
  return { ...buildDriven(stage), CASEMENT_E2E_RELEASE_APP: buildApp({ root, outDir: inLane(RELEASE_OUT, lane), buildConfig: release }) }
}

interface Place {
  readonly home: string
  readonly temporary: string
  readonly prepared: string
  readonly output: string
  readonly report: string
}

function folders(account: Account | undefined, scratch: string): Place {
  return {
    home: folderFor(account, path.join(scratch, 'home')),
    temporary: folderFor(account, path.join(scratch, 'tmp')),
    prepared: folderFor(account, path.join(scratch, 'prepared')),
    output: folderFor(account, path.join(scratch, 'output')),
    report: path.join(scratch, 'report.json'),
  }
}

async function prepare(node: string, options: SpawnOptions & { cwd: string }): Promise<void> {
  const code = await runProgram(node, ['--import', 'tsx', PREPARE], options)
  if (code !== 0) throw new Error(`${PREPARE} ended with ${String(code)}`)
}

function testEnvironment(root: string, place: Place, account: Account | undefined): NodeJS.ProcessEnv {
  const { dist } = electronRuntime()
  const reachable = reachableFolder(rebase(dist, repositoryRoot, root), account)
  const exe = path.join(reachable, path.relative(dist, electronRuntime().exe))
  return {
    ELECTRON_OVERRIDE_DIST_PATH: reachable,
    ELECTRON_EXEC_PATH: exe,
    CASEMENT_E2E_OUTPUT: place.output,
    CASEMENT_E2E_PREPARED: place.prepared,
    CASEMENT_E2E_REPORT: place.report,
    TMPDIR: place.temporary,
    ...(sandboxSwitches(reachable, account).length > 0 ? { CASEMENT_NO_SANDBOX: '1' } : {}),
  }
}

function keepResults(output: string, keptIn: string): void {
  const kept = path.join(repositoryRoot, keptIn)
  rmSync(kept, { recursive: true, force: true })
  // Profiles hold sockets and dangling links, which cannot be copied.
  const filter = (file: string) => lstatSync(file).isFile() || lstatSync(file).isDirectory()
  if (existsSync(output)) cpSync(output, kept, { recursive: true, filter })
}
