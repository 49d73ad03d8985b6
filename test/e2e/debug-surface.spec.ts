import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { electronLaunch } from '../../build/electron-launch'
import { startCasement } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { newProfile, type Profile } from '../support/profile'

// Not here: --inspect-brk, with which Node waits for a debugger before a line of ours runs. In the packaged app the fuse ignores it (checklist 19).
const DEBUG_SWITCHES = ['--remote-debugging-port=0', '--remote-debugging-port=9222', '--remote-debugging-pipe', '--remote-debugging-address=0.0.0.0', '--inspect', '--inspect=0',
  '--inspect-port=0', '--inspect-publish-uid=http', '--js-flags=--expose-gc', '--no-sandbox', '--disable-web-security', '--ignore-certificate-errors', '--host-rules=MAP * 127.0.0.1',
  '--host-resolver-rules=MAP * 127.0.0.1', '--proxy-server=127.0.0.1:1', '--load-extension=/tmp', '--log-net-log=/tmp/x', '--ssl-key-log-file=/tmp/x', '--INSPECT=0', '-inspect=0']
const DEBUG_VARIABLES = { SSLKEYLOGFILE: '/tmp/x', NODE_OPTIONS: '--no-warnings', ELECTRON_RUN_AS_NODE: '1' }

/** Starts the release build by hand, as a person would; answers how it ended, or null when `until` showed that it runs. */
async function startRelease(profile: Profile, args: readonly string[], env: Readonly<NodeJS.ProcessEnv> = {}, until?: RegExp): Promise<{ code: number | null; words: string }> {
  const { executablePath, env: all } = electronLaunch([], { ...profile.env, ...env })
  const app = process.env.CASEMENT_E2E_RELEASE_APP ?? ''
  const child = spawn(executablePath, [app, ...args], { env: all, stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const running = new Promise<null>((resolve) => {
    const hear = (data: Buffer): void => {
      words += data.toString()
      if (until?.test(words) === true) resolve(null)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
  const code = await Promise.race([ended, running])
  child.kill('SIGTERM')
  await ended
  return { code, words }
}

test.describe('the release build', () => {
  test('differs from the tested one in the debug surface alone', () => {
    const digest = (folder: string): Map<string, string> => new Map(
      readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(path.join(folder, name)).isFile()).toSorted()
        .map((name) => [name, createHash('sha256').update(readFileSync(path.join(folder, name))).digest('hex')]),
    )
    const [tested, release] = [process.env.CASEMENT_E2E_APP ?? '', process.env.CASEMENT_E2E_RELEASE_APP ?? '']
    const [a, b] = [digest(tested), digest(release)]
    expect([...b.keys()]).toEqual([...a.keys()])
    const different = [...a.keys()].filter((name) => a.get(name) !== b.get(name))
    expect(different).toHaveLength(1)
    const [file = ''] = different
    const [left, right] = [tested, release].map((folder) => readFileSync(path.join(folder, file), 'utf8'))
    expect(left).not.toBe(right)
    expect(left?.replace(/(debugSurface\\?":)true/, '$1false')).toBe(right)
    process.stdout.write(`release and tested build: ${a.size} files, 1 differs, in debugSurface alone\n`)
  })

  test('starts without switches', async () => {
    const profile = newProfile('officer')
    const { code, words } = await startRelease(profile, [], {}, /"message":"started"/)
    expect(code, words).toBeNull()
  })

  test('refuses every debugging switch and variable with exit code 3, names it, and opens nothing', async () => {
    const profile = newProfile('officer')
    for (const argument of DEBUG_SWITCHES) {
      const { code, words } = await startRelease(profile, [argument], {}, /"message":"started"/)
      expect(code, `${argument}\n${words}`).toBe(3)
      expect(words).toContain('does not start with debugging or unsafe options')
    }
    for (const [name, value] of Object.entries(DEBUG_VARIABLES)) {
      const { code, words } = await startRelease(profile, [], { [name]: value }, /"message":"started"/)
      expect(code, `${name}\n${words}`).not.toBeNull()
      expect(code, `${name}\n${words}`).not.toBe(0)
    }
    // Refused before it had a folder of its own, let alone a window.
    expect(existsSync(path.join(profile.dataDir, 'preferences.json'))).toBe(false)
    process.stdout.write(`debug surface: ${DEBUG_SWITCHES.length} switches and ${Object.keys(DEBUG_VARIABLES).length} variables, all refused\n`)
  })
})

test.describe('a hostile command line', () => {
  test('nonsense, links and files on it change nothing: the app starts where it always does', async () => {
    const nonsense = ['--frobnicate', '--=', '--', '-', '', 'casement://reveal?person=1', 'casement-app://app/../../etc/passwd', 'file:///etc/passwd', 'https://evil.example/', '/etc/passwd',
      '--data-dir=/tmp/elsewhere', '--approve=all', 'x'.repeat(20_000), '../../x', '%00', '"; rm -rf ~', '--unlock', '--persona=admin']
    const app = await startCasement({ args: nonsense })
    try {
      await expect(app.page().getByRole('heading', { name: 'Sign in' })).toBeVisible()
      expect(app.page().url()).toBe('casement-app://app/index.html')
      expect(app.electron.windows()).toHaveLength(1)
      expect(app.profile.opened()).toEqual([])
      const second = electronLaunch(['casement://reveal?person=1', '--frobnicate'], app.profile.env)
      const other = spawn(second.executablePath, second.args, { env: second.env, stdio: 'ignore' })
      const [code] = await once(other, 'exit') as [number | null]
      expect(code).toBe(0)
      expect(app.electron.windows()).toHaveLength(1)
      expect(app.page().url()).toBe('casement-app://app/index.html')
      process.stdout.write(`hostile command line: ${nonsense.length} arguments and a second start, 0 effects\n`)
    } finally {
      await app.close()
    }
  })
})
