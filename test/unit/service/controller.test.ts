import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import { describe, expect, test, vi } from 'vitest'
import type { PurposeSet } from '../../../shared/purposes/purpose'
import { readArguments } from '../../../service/controller/read-arguments'
import { RootTakenAway, writeKeys } from '../../../service/controller/write-keys'
import { ControllerFolder } from '../../support/controller-files'

vi.setConfig({ testTimeout: 60_000 })
const ROOT = path.resolve(import.meta.dirname, '../../..')
const place = (): string => mkdtempSync(path.join(tmpdir(), 'casement-controller-'))

async function controller(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, HUB_MIGRATION_DATABASE_URL: 'postgresql://zzcanary@127.0.0.1:9/zzcanary' }
  return promisify(execFile)(process.execPath, ['--import', 'tsx', 'service/controller/cli.ts', ...argv], { cwd: ROOT, env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, out: error.stdout, err: error.stderr }),
  )
}

test.each([[[]], [['keys']], [['keys', '--out']], [['keys', '--out', '']], [['keys', 'x', '--out', 'd']], [['officers', '--out', 'd']], [['drop']], [['--frce']]])(
  '%j is wrong, with words', (argv) => expect(readArguments(argv)).toMatchObject({ command: 'wrong', words: expect.stringMatching(/\.$/) }),
)

describe('the keys of a service', () => {
  test('are made once, each service gets the variables that name its own, and nobody else may read them', async () => {
    const folder = place()
    const [hub = '', vault = ''] = await writeKeys(folder, Date.now())
    const before = readFileSync(path.join(folder, 'hub-keys.json'), 'utf8')
    expect(readFileSync(hub, 'utf8')).toMatch(/^KEY_BUNDLE_FILE='\/[^]*PURPOSES_FILE='[^]*CONTROLLER_ROOT_KEY='\{"kty":"OKP"[^]*HUB_KEYS_FILE='/)
    expect(readFileSync(hub, 'utf8')).not.toContain('vault-keys')
    expect(readFileSync(vault, 'utf8')).not.toContain('hub-keys')
    for (const file of [hub, vault]) expect(statSync(file).mode & 0o777).toBe(0o600)
    await writeKeys(folder, Date.now())
    expect(readFileSync(path.join(folder, 'hub-keys.json'), 'utf8')).toBe(before)
  })

  test('are never replaced because their root was taken to a safe', async () => {
    const folder = place()
    await writeKeys(folder, Date.now())
    const before = readFileSync(path.join(folder, 'vault-keys.json'), 'utf8')
    rmSync(path.join(folder, 'controller-root.json'))
    await expect(writeKeys(folder, Date.now())).rejects.toThrow(RootTakenAway)
    expect(await controller('keys', '--out', folder)).toMatchObject({ code: 2, err: expect.stringContaining('their root is not') })
    expect(readFileSync(path.join(folder, 'vault-keys.json'), 'utf8')).toBe(before)
  })
})

describe('purposes that are signed anew', () => {
  const signedBefore = async (change: (set: PurposeSet) => PurposeSet): Promise<string> => {
    const folder = place()
    await writeKeys(folder, Date.now())
    await new ControllerFolder(folder).signPurposes(change)
    return folder
  }

  test('under the next number when something but their words has changed', async () => {
    const folder = await signedBefore((set) => ({ ...set, serial: 7, purposes: set.purposes.map((purpose) => ({ ...purpose, openForMinutes: 5 })) }))
    await writeKeys(folder, Date.now())
    expect(decodeJwt<PurposeSet>(readFileSync(path.join(folder, 'purposes.jws'), 'utf8').trim()).serial).toBe(8)
  })

  test.each([
    ['other words under the same version', (set: PurposeSet) => ({ ...set, purposes: set.purposes.map((purpose) => (purpose.code === 'debt-advice' ? { ...purpose, wording: 'I am looking.' } : purpose)) })],
    ['a version that is gone', (set: PurposeSet) => ({ ...set, former: [...set.former, { ...set.former[0]!, code: 'debt-advice', version: 9 }] })],
  ])('are not, with %s: entries name it', async (_, change) => {
    const folder = await signedBefore(change)
    const before = readFileSync(path.join(folder, 'purposes.jws'), 'utf8')
    await expect(writeKeys(folder, Date.now())).rejects.toThrow(/^debt-advice version/)
    expect(await controller('keys', '--out', folder)).toMatchObject({ code: 2, err: expect.stringContaining('the next version') })
    expect(readFileSync(path.join(folder, 'purposes.jws'), 'utf8')).toBe(before)
  })
})

describe('a file of officers', () => {
  test.each([
    ['that is no JSON', '[', 'is not JSON'],
    ['with nobody in it', '[]', 'not right in its form'],
    ['with an unknown team', JSON.stringify([{ officerId: 'zzcanary', displayName: 'Zzcanary', role: 'officer', team: 'zzcanary', district: 'canterbury' }]), 'number 1 is not right in team'],
  ])('%s is refused by code, before the database is asked, and not repeated', async (_, text, words) => {
    const file = path.join(place(), 'officers.json')
    writeFileSync(file, text)
    const { code, err } = await controller('officers', '--file', file)
    expect(code).toBe(2)
    expect(err).toContain('ARGUMENTS_WRONG')
    expect(err).toContain(words)
    expect(err.toLowerCase()).not.toContain('zzcanary')
  })
})
