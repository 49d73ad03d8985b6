import { describe, expect, test } from 'vitest'
import {
  hasDisplay,
  isNodeSupported,
  linesToRun,
  missingLibraries,
  packagesFor,
  packagesToInstall,
  problems,
  type Facts,
} from '../../../build/preflight-decisions'

const WELL: Facts = {
  platform: 'linux',
  nodeVersion: '20.19.0',
  missingLibraries: [],
  electronTrouble: null,
  postgresTrouble: null,
  hasDisplay: false,
  hasXvfb: true,
  hasKeyPresser: true,
  hasKeyStore: true,
}

describe('preflight', () => {
  test('a machine with everything has no problem', () => {
    expect(problems(WELL)).toEqual([])
  })

  test('the libraries that ldd does not find are mapped to their Debian packages', () => {
    const ldd = '\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n\tlibgdk-3.so.0 => not found\n'
    const missing = missingLibraries(ldd)
    expect(missing).toEqual(['libgtk-3.so.0', 'libgdk-3.so.0'])
    expect(packagesFor(missing)).toEqual({ packages: ['libgtk-3-0'], unknown: [] })
  })

  test('a library nobody knows is named, not guessed at', () => {
    const [problem] = problems({ ...WELL, missingLibraries: ['libodd.so.1'] })
    expect(problem?.text).toContain('no package known for libodd.so.1')
    expect(problem?.packages).toEqual([])
  })

  test('without display and Xvfb, xvfb is needed and the exact line names it', () => {
    const found = problems({ ...WELL, hasXvfb: false })
    expect(found.map(({ weight }) => weight)).toEqual(['needed'])
    expect(linesToRun(found)).toEqual(['sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb'])
  })

  test('without display and xdotool the app runs up to its sign-in screen: wanted, not needed', () => {
    const found = problems({ ...WELL, hasKeyPresser: false })
    expect(found.map(({ weight }) => weight)).toEqual(['wanted'])
    expect(packagesToInstall(found)).toEqual(['xdotool'])
    expect(problems({ ...WELL, hasDisplay: true, hasKeyPresser: false })).toEqual([])
  })

  test.each([
    ['nothing set', {}, false, false],
    ['an X display', { DISPLAY: ':0' }, true, true],
    ['an empty DISPLAY', { DISPLAY: '' }, false, false],
    ['an empty DISPLAY beside Wayland', { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }, true, false],
    ['Wayland alone', { WAYLAND_DISPLAY: 'wayland-0' }, true, false],
    ['an empty WAYLAND_DISPLAY', { WAYLAND_DISPLAY: '' }, false, false],
  ])('with %s there is a display or not: for a user, and for root, whose app another account draws', (_, env, user, root) => {
    expect([hasDisplay(env, false), hasDisplay(env, true)]).toEqual([user, root])
  })

  test('without a key store the app runs: wanted, not needed', () => {
    const found = problems({ ...WELL, hasKeyStore: false })
    expect(found.map(({ weight }) => weight)).toEqual(['wanted'])
    expect(packagesToInstall(found)).toEqual(['dbus', 'gnome-keyring', 'libsecret-1-0'])
  })

  test('displays and libraries are not asked for outside Linux', () => {
    expect(problems({ ...WELL, platform: 'win32', hasXvfb: false, hasKeyPresser: false, hasKeyStore: false })).toEqual([])
  })

  test.each([
    ['20.18.9', false],
    ['20.19.0', true],
    ['v22.0.0', true],
    ['18.20.0', false],
  ])('Node %s is supported: %s', (version, supported) => {
    expect(isNodeSupported(version)).toBe(supported)
  })

  test('a missing runtime and dead PostgreSQL are told with the commands that mend them', () => {
    const found = problems({ ...WELL, electronTrouble: 'No Electron runtime', postgresTrouble: 'no binaries' })
    expect(linesToRun(found)).toEqual(['npx install-electron', 'npm rebuild --foreground-scripts'])
  })
})
