import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openKeyboard } from '../../service/demo/press-keys'
import { DEMONSTRATION_PASSPHRASE, signInForNobody } from '../../service/demo/sign-in-for-nobody'
import { expect, test } from '../support/casement-test'
import { newProfile } from '../support/profile'
import { packages } from './packages'
import { nativeModules, processTree } from './processes'
import { startPackaged, windowsInSight, type PackagedApp } from './start-packaged'

const program = path.join(packages().installed, 'usr/bin/casement')
const SQLITE_IN_CLEAR = 'SQLite format 3'

test.describe.serial('the installed app, as it is released', () => {
  const profile = newProfile('officer')
  let app: PackagedApp
  const keyboard = () => openKeyboard({ env: process.env, identity: {}, signal: AbortSignal.timeout(90_000) })
  test.afterAll(() => app?.stop())

  test('shows the sign-in window', async () => {
    app = startPackaged(program, profile)
    expect(await keyboard().waitForScreen(['Sign in', 'Unlock'])).toBe('Sign in')
    expect(windowsInSight()).toHaveLength(1)
    process.stdout.write(`installed: window "${windowsInSight()[0] ?? ''}"\n`)
  })

  test('runs unprivileged, with its sandbox on and without core dumps', () => {
    const family = processTree(app.pid)
    const renderers = family.filter(({ command }) => command.includes('--type=renderer'))
    expect(renderers).toHaveLength(1)
    for (const { status } of family) expect(status.get('Uid')?.split('\t')[0]).not.toBe('0')
    expect(family.filter(({ command }) => command.includes('no-sandbox'))).toEqual([])
    const [renderer] = renderers
    expect(renderer?.status.get('Seccomp')).toBe('2')
    // A process number of its own, in a space of its own: it sees no other process.
    expect(renderer?.status.get('NSpid')?.split('\t').length).toBeGreaterThan(1)
    expect(readFileSync(`/proc/${app.pid}/limits`, 'utf8')).toMatch(/Max core file size\s+0\s+0/)
    process.stdout.write(`installed: ${family.length} processes, uid ${renderer?.status.get('Uid')?.split('\t')[0] ?? ''}, renderer seccomp 2 in a pid namespace, core limit 0\n`)
  })

  test('signs in, enrols, opens its encrypted databases and syncs, by keys alone', async () => {
    const count = await signInForNobody({ keyboard: keyboard(), log: app.log })
    expect(count).toBeGreaterThan(0)
    for (const name of ['kept.db', 'cache.db']) {
      const file = readFileSync(path.join(profile.dataDir, name))
      expect(file.length).toBeGreaterThanOrEqual(4096)
      expect(file.subarray(0, SQLITE_IN_CLEAR.length).toString('latin1')).not.toBe(SQLITE_IN_CLEAR)
    }
    process.stdout.write(`installed: ${count ?? 0} households in the encrypted cache\n`)
  })

  test('loads its native modules from beside the archive', () => {
    const loaded = processTree(app.pid).filter(({ command }) => command.includes('--type=utility')).flatMap(({ pid }) => {
      try {
        return nativeModules(pid)
      } catch {
        return [] // Chromium's own, which shows nobody its memory
      }
    })
    const beside = path.join(packages().installed, 'opt/casement/resources/app.asar.unpacked/node_modules')
    expect(loaded.filter((file) => file.startsWith(beside)).map((file) => path.basename(file)).toSorted()).toEqual(['@signalapp+sqlcipher.node', 'argon2.linux-x64-gnu.node'])
    expect(loaded.filter((file) => !file.startsWith(beside))).toEqual([])
  })

  test('started again, it asks for the passphrase and opens what it kept', async () => {
    await app.stop()
    app = startPackaged(program, profile)
    expect(await keyboard().waitForScreen(['Sign in', 'Unlock'])).toBe('Unlock')
    expect(await signInForNobody({ keyboard: keyboard(), log: app.log, passphrase: DEMONSTRATION_PASSPHRASE })).toBeGreaterThan(0)
  })
})
