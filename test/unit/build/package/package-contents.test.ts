import { describe, expect, test } from 'vitest'
import { asarArchive } from '../../../../build/asar-archive'
import { contentTroubles } from '../../../../build/package/package-contents'
import { readAsar, type AsarEntry } from '../../../../build/package/read-asar'

const entry = (path: string, isUnpacked = false): AsarEntry => ({ path, size: 1, isUnpacked, at: isUnpacked ? null : 0 })
const GOOD = [
  ...['out/main/index.cjs', 'out/main/store-process.cjs', 'out/main/chunks/x.cjs', 'out/preload/index.cjs', 'out/renderer/index.html', ...['main', 'preload', 'renderer'].map((part) => `out/${part}/third-party-licences.md`), 'package.json', 'LICENSE'].map((path) => entry(path)),
  entry('node_modules/@signalapp/sqlcipher/prebuilds/linux-x64/@signalapp+sqlcipher.node', true),
  entry('node_modules/@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node', true),
  entry('node_modules/node-gyp-build/index.js'),
]

describe('the contents of a package', () => {
  test('an archive is read as it was written', () => {
    const archive = asarArchive({ 'package.json': '{}', 'main.js': 'start()' })
    const entries = readAsar(archive)
    expect(entries.map(({ path, size, isUnpacked }) => [path, size, isUnpacked])).toEqual([['package.json', 2, false], ['main.js', 7, false]])
    const { at, size } = entries[1] ?? entry('')
    expect(archive.subarray(at ?? 0, (at ?? 0) + size).toString()).toBe('start()')
  })

  test('the bundles and the native modules are all there is', () => {
    expect(contentTroubles(GOOD)).toEqual([])
  })

  test.each(['service/hub/start.ts', 'node_modules/pg/lib/index.js', 'main/index.ts', 'test/support/profile.ts', 'build-config.json', '.casement/keys/root.json', 'out/tour/index.html'])('%s has no business there', (path) => {
    expect(contentTroubles([...GOOD, entry(path)])).toEqual([`${path} has no business in a package`])
  })

  test('a part that is missing is named', () => {
    expect(contentTroubles(GOOD.filter(({ path }) => path !== 'out/main/store-process.cjs'))).toEqual(['out/main/store-process.cjs is missing'])
  })

  test('a native module inside the archive, missing, or of another platform is refused', () => {
    expect(contentTroubles(GOOD.map((one) => ({ ...one, isUnpacked: false })))).toHaveLength(2)
    expect(contentTroubles(GOOD.filter(({ path }) => !path.includes('argon2')))).toEqual([expect.stringContaining('argon2')])
    expect(contentTroubles([...GOOD, entry('node_modules/@signalapp/sqlcipher/prebuilds/win32-x64/@signalapp+sqlcipher.node', true)])).toEqual([expect.stringContaining('sqlcipher')])
  })
})
