// `npm start` (after build/start.ts has looked at the machine): the whole of Casement on this one, with synthetic households.
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { runElectron } from '../../build/run-electron'
import { repositoryRoot } from '../../build/repository-root'
import { folderFor, unprivilegedAccount } from '../../build/unprivileged'
import { pathForSignIn } from './browser-for-sign-in'
import { buildDemoApp } from './build-demo-app'
import { DESKTOP_CLIENT_ID } from './identity-provider'
import { PERSONAS } from './personas'
import { DEMO_USAGE, readDemoArguments, type DemoArguments } from './read-demo-arguments'
import { startDemoService, type DemoService } from './start-service'

const say = (line: string): void => void process.stderr.write(`casement: ${line}\n`)

const read = readDemoArguments(process.argv.slice(2))
if (read.ok) process.exitCode = await demonstrate(read.value)
else {
  process.stderr.write(`${read.words}\n\n${DEMO_USAGE}`)
  process.exitCode = 2
}
// What is left (an unreferenced display server, a pooled connection) does not hold the command line up.
process.exit()

/** Everything up, then waits for the first of: the app is closed, Ctrl-C, the time is over. Answers the exit code. */
async function demonstrate(args: DemoArguments): Promise<number> {
  const dataDir = path.resolve(process.env.CASEMENT_DATA_DIR ?? path.join(repositoryRoot, '.casement'))
  const asked = new Promise<'asked'>((resolve) => {
    process.on('SIGINT', () => resolve('asked'))
    process.on('SIGTERM', () => resolve('asked'))
  })
  let service: DemoService | null = null
  let app: ChildProcess | null = null
  try {
    const starting = startDemoService({ dataDir, households: args.households, fresh: args.fresh, say })
    service = await Promise.race([starting, asked.then(() => null)])
    if (service === null) {
      service = await starting // a part that is half up is stopped in order too
      return 0
    }
    app = await startApp(service, dataDir, args)
    const { displayName } = PERSONAS[args.persona]
    say(`${service.households} households; signing in as ${displayName} (${args.persona}); Ctrl-C stops everything`)
    return await Promise.race([closed(app), asked.then(() => 0), timeIsOver(args.exitAfter)])
  } catch (error) {
    say(error instanceof Error ? error.message : 'something failed')
    return 1
  } finally {
    if (app !== null) await endApp(app)
    await service?.stop()
    say('stopped')
  }
}

async function startApp(service: DemoService, dataDir: string, args: DemoArguments): Promise<ChildProcess> {
  const { hubUrl, vaultUrl, issuer, rootPublicKey } = service
  const outDir = buildDemoApp({ root: repositoryRoot, dataDir, say }, {
    // A development build: its debugging surface is open, as toolchain and last-resort sandbox switches need it.
    hubUrl, vaultUrl, issuer, rootPublicKey, clientId: DESKTOP_CLIENT_ID, production: false, debugSurface: true,
  })
  const profile = path.join(dataDir, 'profiles', args.persona)
  if (args.fresh) rmSync(path.join(dataDir, 'profiles'), { recursive: true, force: true })
  const account = unprivilegedAccount()
  return runElectron({
    outDir,
    env: {
      PATH: pathForSignIn({ dataDir, issuer, say }),
      CASEMENT_DEMO_PERSONA: args.persona,
      // One laptop for each persona, kept between starts.
      XDG_DATA_HOME: folderFor(account, profile),
    },
  })
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
