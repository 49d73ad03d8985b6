import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openKeyStore, type SafeStorageLike } from '../../../main/keys/key-store'

const seal =
  (key: string) =>
  (plain: string): Buffer =>
    Buffer.from(`${key}:${plain}`)
const unseal =
  (key: string) =>
  (sealed: Buffer): string => {
    if (!sealed.toString().startsWith(`${key}:`)) throw new Error('another key')
    return sealed.toString().slice(key.length + 1)
  }
const sync = (key: string, backend?: string): SafeStorageLike => ({
  isEncryptionAvailable: () => true,
  encryptString: seal(key),
  decryptString: unseal(key),
  ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
})
const asynchronous = (key: string, shouldReEncrypt = false): SafeStorageLike => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (plain) => Promise.resolve(seal(key)(plain)),
  decryptStringAsync: (sealed) => Promise.resolve().then(() => ({ result: unseal(key)(sealed), shouldReEncrypt })),
  getSelectedStorageBackend: () => 'gnome_libsecret',
})
const folder = (): string => mkdtempSync(path.join(tmpdir(), 'casement-key-store-'))

describe('the key-store half', () => {
  for (const [name, storage] of [
    ['synchronous', sync('a')],
    ['asynchronous', asynchronous('a')],
  ] as const) {
    it(`is made once and found again with the ${name} calls`, async () => {
      const dir = folder()
      const first = await openKeyStore(storage, dir, 'linux')
      expect(first.state).toBe('present')
      expect(await openKeyStore(storage, dir, 'linux')).toEqual(first)
    })
  }

  it('is absent without a key store, and with basic_text, which anybody can read', async () => {
    const dir = folder()
    expect((await openKeyStore({ isEncryptionAvailable: () => false }, dir, 'linux')).state).toBe('absent')
    expect(await openKeyStore(sync('a', 'basic_text'), dir, 'linux')).toEqual({
      state: 'absent',
      backend: 'basic_text',
    })
    expect(await openKeyStore({}, dir, 'win32')).toEqual({ state: 'absent', backend: 'dpapi' })
  })

  it('is unreadable when another key ring, or none, meets what was sealed before, and the file stays', async () => {
    const dir = folder()
    await openKeyStore(sync('a'), dir, 'linux')
    const before = readFileSync(path.join(dir, 'key-store.bin'))
    expect((await openKeyStore(sync('b'), dir, 'linux')).state).toBe('unreadable')
    expect((await openKeyStore({ isEncryptionAvailable: () => false }, dir, 'linux')).state).toBe('unreadable')
    expect((await openKeyStore(sync('a', 'basic_text'), dir, 'linux')).state).toBe('unreadable')
    expect(readFileSync(path.join(dir, 'key-store.bin'))).toEqual(before)
  })

  it('is sealed anew when the key store asks for it', async () => {
    const dir = folder()
    const first = await openKeyStore(asynchronous('a'), dir, 'linux')
    expect(await openKeyStore(asynchronous('a', true), dir, 'linux')).toEqual(first)
    expect(await openKeyStore(asynchronous('a'), dir, 'linux')).toEqual(first)
  })
})
