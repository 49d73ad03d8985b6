import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { findWire, fuseTable, fuseTroubles, readFuses, FUSES, INSPECT_FUSE } from '../../build/package/fuses'
import { readAsar } from '../../build/package/read-asar'
import { packages } from './packages'

const { deb, installed, release, test: driven } = packages()
const asarOf = (folder: string): string => path.join(folder, 'resources/app.asar')
const dpkgDeb = (...args: string[]): string => spawnSync('dpkg-deb', [...args, deb], { encoding: 'utf8', maxBuffer: 64_000_000 }).stdout

/** Every file of a folder with its digest. */
const digests = (folder: string): Map<string, string> => new Map(
  readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(path.join(folder, name)).isFile()).toSorted()
    .map((name) => [name, createHash('sha256').update(readFileSync(path.join(folder, name))).digest('hex')]),
)

test('every fuse that the runtime has is stated, and reads back from the packed binary as stated', () => {
  const states = readFuses(readFileSync(path.join(release, 'casement')))
  expect(fuseTroubles(states, false)).toEqual([])
  process.stdout.write(fuseTable(states))
})

test('the variant for tests differs in the inspect fuse and in debugSurface, and in nothing else', () => {
  const [a, b] = [digests(driven), digests(release)]
  expect([...a.keys()]).toEqual([...b.keys()])
  expect([...a.keys()].filter((name) => a.get(name) !== b.get(name))).toEqual(['casement', 'resources/app.asar'])

  const [left, right] = [driven, release].map((folder) => readFileSync(path.join(folder, 'casement'))) as [Buffer, Buffer]
  const inspect = findWire(right).at + FUSES.findIndex(({ name }) => name === INSPECT_FUSE)
  expect(right[inspect]).toBe(0x30)
  expect(left[inspect]).toBe(0x31)
  left[inspect] = 0x30
  expect(left.equals(right)).toBe(true)

  const texts = [driven, release].map((folder) => {
    const archive = readFileSync(asarOf(folder))
    return readAsar(archive).filter(({ at }) => at !== null).map((entry) => [entry.path, archive.subarray(entry.at ?? 0, (entry.at ?? 0) + entry.size).toString('latin1')] as const)
  })
  const [ours, theirs] = texts.map((files) => new Map(files)) as [Map<string, string>, Map<string, string>]
  const different = [...theirs.keys()].filter((name) => ours.get(name) !== theirs.get(name))
  expect(different).toHaveLength(1)
  const [file = ''] = different
  expect(ours.get(file)?.replace(/(debugSurface\\?":)true/, '$1false')).toBe(theirs.get(file))
})

test('the Debian package holds what was packed, runs nothing at installation, and says what it needs', () => {
  const control = dpkgDeb('--field')
  expect(control).toMatch(/^Package: casement$/m)
  expect(control).toMatch(/^Depends: libc6, .*libgtk-3-0 \| libgtk-3-0t64.*libnss3.*libsecret-1-0/m)
  expect(dpkgDeb('--ctrl-tarfile').includes('postinst')).toBe(false)
  const listed = dpkgDeb('--contents').split('\n').filter(Boolean)
  expect(listed.filter((line) => !/ root\/root /.test(line))).toEqual([])
  // Only the sandbox's helper may be set-uid, and nothing writable by others.
  expect(listed.filter((line) => line.slice(0, 10).includes('s')).map((line) => line.split(' ').at(-1))).toEqual(['./opt/casement/chrome-sandbox'])
  expect(listed.filter((line) => line[0] !== 'l' && line[8] === 'w')).toEqual([])
  for (const file of ['usr/bin/casement', 'usr/share/applications/casement.desktop', 'usr/share/icons/hicolor/256x256/apps/casement.png', 'usr/share/doc/casement/copyright']) {
    expect(existsSync(path.join(installed, file)), file).toBe(true)
  }
  const there = digests(path.join(installed, 'opt/casement'))
  there.delete('casement-launcher')
  expect([...there]).toEqual([...digests(release)])
  process.stdout.write(`deb: ${listed.length} entries, ${Math.round(statSync(deb).size / 1_000_000)} MB\n${control}`)
})
