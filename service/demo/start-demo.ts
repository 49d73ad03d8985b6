// `npm start` (after build/start.ts has looked at the machine): the whole of Casement on this one, with synthetic households.
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { hasPrograms } from '../../build/programs'
import type { DesktopSession } from '../../build/desktop-session'
import { canRunSandboxed, runElectron } from '../../build/run-electron'
import { repositoryRoot } from '../../build/repository-root'
import { folderFor, identity, unprivilegedAccount } from '../../build/unprivileged'
import { readAppLog } from './app-log'
import { pathForSignIn } from './browser-for-sign-in'
import { buildDemoApp } from './build-demo-app'
import { DESKTOP_CLIENT_ID } from './identity-provider'
import { PERSONAS, type PersonaName } from './personas'
import { openKeyboard } from './press-keys'
import { demoPlanOrEnd, type DemoPlan } from './read-demo-arguments'
import { DEMONSTRATION_PASSPHRASE, signInForNobody } from './sign-in-for-nobody'
import { killDemoParts, startDemoService, type DemoService } from './start-service'

const say = (line: string): void => void process.stderr.write(`casement: ${line}\n`)

process.exitCode = await demonstrate(demoPlanOrEnd(process.argv.slice(2), process.env))
// What is left (an unreferenced display server, a pooled connection) does not hold the command line up.
process.exit()

/** Everything up, then waits for the first of: the app is closed, Ctrl-C, the time is over. Answers the exit code. */
async function demonstrate(args: DemoPlan): Promise<number> {
  const dataDir = path.resolve(process.env.CASEMENT_DATA_DIR ?? path.join(repositoryRoot, '.casement'))
  let service: DemoService | null = null
  let app: ChildProcess | null = null
  const stop = stopOnSignals({ isStarting: () => service === null, killApp: () => app?.kill('SIGKILL') })
  try {
    service = await startDemoService({ dataDir, households: args.households, fresh: args.fresh, databases: args.databases, say, stop })
    stop.throwIfAborted()
    app = await startApp(service, dataDir, args)
    say(`${service.households} households with the service; Ctrl-C stops everything`)
    return await Promise.race([closed(app), asked(stop), timeIsOver(args.exitAfter)])
  } catch (error) {
    await new Promise(setImmediate) // a signal that came during a build, which it ended too, is heard only now
    if (stop.aborted) return 0
    say(error instanceof Error ? error.message : 'something failed')
    return 1
  } finally {
    if (app !== null) await endApp(app)
    await service?.stop()
    say('stopped')
  }
}

/** Ctrl-C (or SIGTERM) stops everything in good order, and says so; a second one ends everything at once. */
function stopOnSignals({ isStarting, killApp }: Readonly<{ isStarting: () => boolean; killApp: () => void }>): AbortSignal {
  const stop = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted) {
      say('ended at once')
      killApp()
      killDemoParts()
      process.exit(130)
    }
    say(`stopping${isStarting() ? ' after the step that is under way' : ''}; Ctrl-C again ends everything at once`)
    stop.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return stop.signal
}

function asked(stop: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve(0)
    stop.addEventListener('abort', () => resolve(0))
  })
}

async function startApp(service: DemoService, dataDir: string, args: DemoPlan): Promise<ChildProcess> {
  const { hubUrl, vaultUrl, issuer, rootPublicKey } = service
  const isSandboxed = canRunSandboxed()
  if (!isSandboxed) say('*** NO SANDBOX HERE: a development build, open to debuggers; never give it real records ***')
  const outDir = buildDemoApp({ root: repositoryRoot, dataDir, say }, {
    // The app as it is shipped refuses --no-sandbox: only the last resort opens its debugging surface.
    hubUrl, vaultUrl, issuer, rootPublicKey, clientId: DESKTOP_CLIENT_ID, dutyDesk: '01632 960700', production: false, debugSurface: !isSandboxed,
  })
  const profile = path.join(dataDir, 'profiles', args.persona)
  if (args.fresh) rmSync(path.join(dataDir, 'profiles'), { recursive: true, force: true })
  return runElectron({
    outDir,
    env: {
      PATH: pathForSignIn({ dataDir, issuer, say }),
      CASEMENT_DEMO_PERSONA: args.persona,
      // One laptop for each persona, kept between starts.
      XDG_DATA_HOME: folderFor(unprivilegedAccount(), profile),
      // What this shell may have set for its own Node: the shipped app refuses to start with them.
      NODE_OPTIONS: undefined, ELECTRON_RUN_AS_NODE: undefined, SSLKEYLOGFILE: undefined,
    },
    stdio: ['inherit', 'inherit', 'pipe'],
    onStarted: (app, session) => void attend(app, session, args.persona),
  })
}

/** Passes the app's log on; where nobody can see the window, signs in and unlocks for them. */
async function attend(app: ChildProcess, session: DesktopSession, persona: PersonaName): Promise<void> {
  if (app.stderr === null) return
  const log = readAppLog(app.stderr)
  const { displayName } = PERSONAS[persona]
  if (!session.isUnseen) return say(`sign in at the window (where there is no browser: as ${displayName}, ${persona}) and choose a passphrase`)
  if (!hasPrograms('xdotool')) return say('nobody at this window, and no xdotool to press keys with: the app stays at its first screen')
  say(`nobody at this window: signing in as ${displayName} (${persona}), demonstration passphrase "${DEMONSTRATION_PASSPHRASE}"`)
  log.onLine(({ message }) => {
    if (message === 'locked') say('the app has locked itself, as on a desk that somebody left; start again to see it open')
  })
  const over = new AbortController()
  app.once('exit', () => over.abort())
  const keyboard = openKeyboard({ env: session.env, identity: identity(unprivilegedAccount()), signal: over.signal })
  try {
    const count = await signInForNobody({ keyboard, log })
    say(`the app is open, unlocked and synced: ${count ?? 'the'} households in the cache`)
  } catch (error) {
    if (!over.signal.aborted) say(error instanceof Error ? error.message : 'the app could not be opened from outside')
  }
}

function closed(app: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (app.exitCode !== null) resolve(app.exitCode)
    app.once('exit', (code) => resolve(code ?? 1))
    app.once('error', () => resolve(1))
  })
}

function timeIsOver(seconds: number | null): Promise<number> {
  return new Promise((resolve) => {
    if (seconds !== null) setTimeout(() => resolve(0), seconds * 1_000)
  })
}

async function endApp(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()))
  app.kill('SIGTERM')
  const late = setTimeout(() => app.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(late)
}
