import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { expect, test } from '../support/casement-test'
import { newProfile } from '../support/profile'
import { packages } from './packages'
import { startPackaged, windowsInSight } from './start-packaged'

const REFUSED_EXIT_CODE = 3

/** The threat model's "Debug surface", one by one. */
const DEBUG_SWITCHES = [
  '--remote-debugging-port=9222', '--remote-debugging-pipe', '--remote-debugging-address=0.0.0.0', '--inspect', '--inspect=0', '--inspect-brk', '--inspect-brk=0', '--inspect-port=0',
  '--inspect-publish-uid=http', '--js-flags=--expose-gc', '--no-sandbox', '--disable-web-security', '--ignore-certificate-errors', '--host-rules=MAP * 127.0.0.1',
  '--host-resolver-rules=MAP * 127.0.0.1', '--proxy-server=127.0.0.1:1', '--load-extension=/tmp', '--log-net-log=/tmp/x', '--ssl-key-log-file=/tmp/x',
]
const DEBUG_VARIABLES: readonly (readonly [string, string])[] = [['SSLKEYLOGFILE', '/tmp/x'], ['NODE_OPTIONS', '--require=/etc/hostname'], ['ELECTRON_RUN_AS_NODE', '1']]

const program = path.join(packages().installed, 'usr/bin/casement')

const TRIES = [
  ...DEBUG_SWITCHES.map((argument) => ({ what: argument, args: [argument], env: {} })),
  ...DEBUG_VARIABLES.map(([name, value]) => ({ what: `${name}=${value}`, args: [], env: { [name]: value } })),
]
const LONGEST_MS = 60_000

test.describe.serial('the debug surface of the installed release', () => {
  const rows: string[] = []
  test.afterAll(() => {
    process.stdout.write(`\n${rows.join('')}debug surface of the package: ${rows.length} of ${TRIES.length} refused\n`)
  })

  test('without switches it opens a window that the X server shows: what follows would see one', async () => {
    const app = startPackaged(program, newProfile('officer'))
    try {
      await expect.poll(windowsInSight, { timeout: 30_000 }).toHaveLength(1)
    } finally {
      await app.stop()
    }
  })

  for (const { what, args, env } of TRIES) {
    test(`${what} is refused: an exit code, words, no window, no folder of its own`, async () => {
      const profile = newProfile('officer')
      const app = startPackaged(program, profile, args, env)
      const seen = new Set<string>()
      for (const until = performance.now() + LONGEST_MS; app.isRunning() && performance.now() < until;) {
        windowsInSight().forEach((title) => seen.add(title))
        await later(50)
      }
      const isRefused = !app.isRunning()
      await app.stop()
      expect(isRefused, 'it runs on').toBe(true)
      expect(await app.ended, app.output()).toBe(REFUSED_EXIT_CODE)
      expect(app.output()).toContain('does not start with debugging or unsafe options')
      expect(app.output()).not.toMatch(/listening on/i)
      expect([...seen]).toEqual([])
      expect(existsSync(profile.dataDir)).toBe(false)
      rows.push(`${what.padEnd(44)} exit ${REFUSED_EXIT_CODE}   windows ${seen.size}   folder not made\n`)
    })
  }

  test('started past its launcher it runs nothing that NODE_OPTIONS names: the fuse takes the variable away', async () => {
    const profile = newProfile('officer')
    const [script, marker] = ['foreign.js', 'foreign-code-ran'].map((name) => path.join(profile.folder, name)) as [string, string]
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`)
    const app = startPackaged(path.join(packages().installed, 'opt/casement/casement'), profile, [], { NODE_OPTIONS: `--require=${script}` })
    try {
      await expect.poll(windowsInSight, { timeout: 30_000 }).toHaveLength(1)
      expect(existsSync(marker)).toBe(false)
    } finally {
      await app.stop()
    }
  })
})
