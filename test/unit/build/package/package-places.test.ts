import { expect, test } from 'vitest'
import { packagePlaces } from '../../../../build/package/package-places'

test.each([
  ['linux', 'x64', 'linux-unpacked', 'linux-unpacked/casement', 'electron'],
  ['linux', 'arm64', 'linux-arm64-unpacked', 'linux-arm64-unpacked/casement', 'electron'],
  ['win32', 'x64', 'win-unpacked', 'win-unpacked/Casement.exe', 'electron.exe'],
  ['darwin', 'arm64', 'mac-arm64', 'mac-arm64/Casement.app/Contents/Frameworks/Electron Framework.framework/Electron Framework', 'Electron.app/Contents/Frameworks/Electron Framework.framework/Electron Framework'],
] as const)('on %s %s the package lies in %s, its fuses in %s', (platform, arch, folder, fused, runtimeFused) => {
  expect(packagePlaces(platform, arch)).toMatchObject({ folder, fused, runtimeFused })
})

test('for another platform nothing is packed, and that is said', () => {
  expect(() => packagePlaces('freebsd', 'x64')).toThrow('Nothing is packed for freebsd')
})
