import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { prepareControllerKeys, type ControllerKeyFiles } from '../../../service/controller/controller-key-files'
import { rotateKey } from '../../../service/controller/rotate-key'
import { durableFiles, type FileWriter } from '../../../service/controller/write-durably'
import { loadHubKeys } from '../../../service/hub/hub-keys'
import { main } from '../../../service/keys/cli'
import { showKeys } from '../../../service/keys/show-keys'
import { loadKeyBundle, loadPurposes, loadSharingAgreement } from '../../../service/plugins/key-bundle'
import { readVaultKeys } from '../../../service/vault/keys/vault-keys'
import type { KeyUse } from '../../../shared/model/key-bundle'

const NOW = Date.parse('2026-11-28T09:00:00.000Z')
const USES: readonly KeyUse[] = ['hub-grant', 'hub-checkpoint', 'hub-seal', 'vault-seal', 'purposes']
const made = mkdtempSync(path.join(tmpdir(), 'casement-rotate-'))
const folder = path.join(made, 'keys')
const rootFile = path.join(made, 'stick.json')
let files: ControllerKeyFiles

/** Not much stands between a folder and a service that starts with it: this is what both read of it. */
async function start(): Promise<Record<KeyUse, string>> {
  const bundle = await loadKeyBundle(files.bundleFile, files.rootPublicKey)
  await loadPurposes(files.purposesFile, bundle)
  await loadSharingAgreement(files.sharingAgreementFile, bundle)
  await loadHubKeys(files.hubKeysFile, bundle)
  const { sealKeys } = await readVaultKeys(files.vaultKeysFile)
  for (const key of bundle.bundle.keys) if (key.use === 'vault-seal' && !sealKeys.has(key.kid)) throw new Error('a seal key is lost')
  return Object.fromEntries(USES.map((use) => [use, bundle.active(use).kid])) as Record<KeyUse, string>
}
const privateKids = (name: string): string[] => (JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
const rotate = (use: KeyUse, writer?: FileWriter) => rotateKey({ folder, rootFile, use }, NOW, writer)

/** Ends before its nth change on the disk, as a killed process does. */
function stopsBefore(nth: number): FileWriter {
  let left = nth
  const count = (): void => {
    left -= 1
    if (left < 0) throw new Error('killed')
  }
  return { replace: (file, content) => (count(), durableFiles.replace(file, content)), remove: (file) => (count(), durableFiles.remove(file)) }
}

beforeAll(async () => {
  files = await prepareControllerKeys(folder, NOW - 86_400_000)
  cpSync(path.join(folder, 'controller-root.json'), rootFile)
  cpSync(folder, path.join(made, 'as-made'), { recursive: true })
})
beforeEach(() => {
  rmSync(folder, { recursive: true })
  cpSync(path.join(made, 'as-made'), folder, { recursive: true })
  rmSync(path.join(folder, 'controller-root.json')) // it lies in a safe
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

describe.each(USES)('a change of %s', (use) => {
  it('puts a new key in use and retires the former one; nothing else changes', async () => {
    const before = await start()
    const { outcome, kid, serial } = await rotate(use)
    expect([outcome, serial]).toEqual(['rotated', 2])
    expect(await start()).toEqual({ ...before, [use]: kid })
    expect(kid).not.toBe(before[use])
    const bundle = await loadKeyBundle(files.bundleFile, files.rootPublicKey)
    expect(bundle.find(use, before[use])?.state).toBe('retired')
    expect(bundle.bundle.keys).toHaveLength(6)
  })

  it('killed at any point, is old or new whole, and the next one finishes it', async () => {
    const before = await start()
    const seen = new Set<string>()
    for (let nth = 0; ; nth += 1) {
      rmSync(folder, { recursive: true })
      cpSync(path.join(made, 'as-made'), folder, { recursive: true })
      const isWhole = await rotate(use, stopsBefore(nth)).then(() => true, (error: Error) => {
        expect(error.message).toBe('killed')
        return false
      })
      const now = (await start())[use]
      seen.add(now === before[use] ? 'old' : 'new')
      const again = await rotate(use)
      const after = await start()
      expect(after[use]).toBe(again.kid)
      if (again.outcome === 'finished') expect(again.kid, 'what was cut off, and no third key').toBe(now)
      expect([...privateKids('hub-keys.json'), ...privateKids('vault-keys.json')].filter((kid) => kid.startsWith('hub-grant') || kid.startsWith('hub-checkpoint')).toSorted(), 'no retired or forgotten signing key is left').toEqual([after['hub-checkpoint'], after['hub-grant']])
      if (isWhole) break
    }
    expect(seen).toEqual(new Set(['old', 'new']))
  })
})

it('signing keys that were retired are gone, seal keys that were retired stay', async () => {
  const before = await start()
  for (const use of USES) await rotate(use)
  const all = [...privateKids('hub-keys.json'), ...privateKids('vault-keys.json')]
  expect(all).toEqual(expect.arrayContaining([before['hub-seal'], before['vault-seal']]))
  expect(all).not.toContain(before['hub-grant'])
  expect(all).not.toContain(before['hub-checkpoint'])
})

it('the purposes key that lies in the safe is not needed; purposes are signed on by the new one', async () => {
  rmSync(path.join(folder, 'purposes-key.json'))
  await rotate('purposes')
  await start()
  cpSync(rootFile, path.join(folder, 'controller-root.json'))
  await prepareControllerKeys(folder, NOW)
  await start()
})

describe('is refused, and nothing is changed', () => {
  const refused = async (use: KeyUse, at = rootFile): Promise<unknown> => {
    const before = await start().catch(() => 'broken')
    const code = await rotateKey({ folder, rootFile: at, use }, NOW).then(() => 'rotated', (error: { code?: string }) => error.code)
    expect(await start().catch(() => 'broken')).toEqual(before)
    return code
  }

  it('with another root, a file that is none, or none', async () => {
    const other = path.join(made, 'other')
    await prepareControllerKeys(other, NOW)
    expect(await refused('hub-grant', path.join(other, 'controller-root.json'))).toBe('KEYS_ROOT_OTHER')
    expect(await refused('hub-grant', path.join(folder, 'hub-keys.json'))).toBe('KEYS_ROOT_MISSING')
    expect(await refused('hub-grant', path.join(made, 'nothing'))).toBe('KEYS_ROOT_MISSING')
  })

  it('with a root whose private half is not of its public one', async () => {
    const [own, others] = [rootFile, path.join(made, 'other', 'controller-root.json')].map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)
    const mixed = path.join(made, 'mixed.json')
    writeFileSync(mixed, JSON.stringify({ ...own, privateJwk: others?.['privateJwk'] }))
    expect(await refused('hub-grant', mixed)).toBe('KEYS_ROOT_OTHER')
  })

  it('without the file of private keys, or with one that does not read', async () => {
    writeFileSync(path.join(folder, 'hub-keys.json'), '{"keys": "d-secret"')
    expect(await refused('hub-grant')).toBe('KEYS_FILE_BROKEN')
    rmSync(path.join(folder, 'hub-keys.json'))
    expect(await refused('hub-grant')).toBe('KEYS_FILE_MISSING')
  })

  it('for purposes that somebody put there and the controller never signed', async () => {
    const [head = '', payload = '', signature = ''] = readFileSync(files.purposesFile, 'utf8').trim().split('.')
    const more = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(/"openForMinutes":[0-9]+/, '"openForMinutes":720')).toString('base64url')
    expect(more).not.toBe(payload)
    writeFileSync(files.purposesFile, `${head}.${more}.${signature}`)
    expect(await refused('purposes')).toBe('KEYS_SET_BROKEN')
  })
})

describe('show', () => {
  it('names each key, its state and since when, and no secret', async () => {
    const before = await start()
    await rotateKey({ folder, rootFile, use: 'hub-seal' }, NOW)
    const words = await showKeys(folder, files.rootPublicKey)
    expect(words).toMatch(new RegExp(`hub-seal +${before['hub-seal']} +retired since +2026-11-28T09:00:00.000Z +hub-keys.json`))
    expect(words).toMatch(new RegExp(`hub-grant +${before['hub-grant']} +in use since +2026-11-27T09:00:00.000Z +hub-keys.json`))
    const secrets = ['hub-keys.json', 'vault-keys.json', 'purposes-key.json'].flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/"(?:d|keyEncryptionKey|matchingKey)":"([^"]+)"/g)].map(([, secret]) => secret ?? ''))
    expect(secrets).toHaveLength(8)
    expect(secrets.filter((secret) => words.includes(secret))).toEqual([])
  })

  it('says of a bundle that the root did not sign that it did not', async () => {
    const out: string[] = []
    const code = await main(['show', '--folder', folder, '--root', path.join(made, 'other', 'controller-root.json')], { env: {}, out: (text) => out.push(text), err: (text) => out.push(text) })
    expect([code, out.join('')]).toEqual([1, expect.stringMatching(/^KEYS_ROOT_OTHER: /)])
  })
})
