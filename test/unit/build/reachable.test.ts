import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { isWanted, ownFolder, stage } from '../../../build/reachable'

let place: string
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'casement-reachable-'))
})
const modeOf = (file: string): number => statSync(file).mode & 0o777

describe('a reachable copy', () => {
  test('is open to others, and leaves the original as closed as it was', () => {
    const from = path.join(place, 'from')
    mkdirSync(path.join(from, 'sub'), { recursive: true })
    writeFileSync(path.join(from, 'sub/private.ts'), 'first', { mode: 0o600 })
    chmodSync(path.join(from, 'sub'), 0o700)
    const to = path.join(place, 'to')
    stage(from, to, () => true)
    expect([modeOf(path.join(to, 'sub')), modeOf(path.join(to, 'sub/private.ts'))]).toEqual([0o755, 0o644])
    expect([modeOf(path.join(from, 'sub')), modeOf(path.join(from, 'sub/private.ts'))]).toEqual([0o700, 0o600])
    writeFileSync(path.join(to, 'sub/private.ts'), 'second')
    expect(readFileSync(path.join(from, 'sub/private.ts'), 'utf8')).toBe('first')
    stage(from, to, () => true)
    expect(readFileSync(path.join(to, 'sub/private.ts'), 'utf8')).toBe('first')
  })

  test('takes along nothing private', () => {
    const entries = [
      'main',
      'node_modules',
      '.git',
      '.casement',
      '.npmrc',
      '.env',
      '.env.local',
      'test-results',
      'out-e2e',
    ]
    expect(entries.filter(isWanted)).toEqual(['main', 'node_modules', 'out-e2e'])
  })

  test('never goes into a folder or a link that somebody laid in its way', () => {
    const target = path.join(place, 'target')
    mkdirSync(target)
    writeFileSync(path.join(target, 'kept'), '')
    const link = path.join(place, 'link')
    symlinkSync(target, link)
    expect(() => ownFolder(link)).toThrow(/was not made by this account/)
    const open = path.join(place, 'open')
    mkdirSync(open)
    chmodSync(open, 0o777)
    expect(() => ownFolder(open)).toThrow(/was not made by this account/)
    expect(existsSync(path.join(target, 'kept'))).toBe(true)
    ownFolder(target)
    expect(readdirSync(target)).toEqual([])
  })
})
