import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
/** Somebody is enrolled, with this key store's half in the wrap or without any. */
const enrol = (dir: string, keyStore: string | null): void => writeFileSync(path.join(dir, 'wrap.json'), JSON.stringify({ v: 1, keyStore }))

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
    enrol(dir, 'linux')
    const before = readFileSync(path.join(dir, 'key-store.bin'))
    expect((await openKeyStore(sync('b'), dir, 'linux')).state).toBe('unreadable')
    expect((await openKeyStore({ isEncryptionAvailable: () => false }, dir, 'linux')).state).toBe('unreadable')
    expect((await openKeyStore(sync('a', 'basic_text'), dir, 'linux')).state).toBe('unreadable')
    expect(readFileSync(path.join(dir, 'key-store.bin'))).toEqual(before)
  })

  it('that is gone, of somebody who is enrolled with it, is not made anew: the passphrase would be called wrong for ever', async () => {
    const dir = folder()
    await openKeyStore(sync('a'), dir, 'linux')
    enrol(dir, 'linux')
    rmSync(path.join(dir, 'key-store.bin'))
    expect((await openKeyStore(sync('a'), dir, 'linux')).state).toBe('unreadable')
    writeFileSync(path.join(dir, 'wrap.json'), 'not to be read')
    expect((await openKeyStore(sync('a'), dir, 'linux')).state).toBe('unreadable')
    enrol(dir, null)
    expect((await openKeyStore(sync('a'), dir, 'linux')).state).toBe('present')
  })

  it('that no enrolment needs is made anew when the key ring has changed: nobody could enrol there any more', async () => {
    const dir = folder()
    await openKeyStore(sync('a'), dir, 'linux')
    const again = await openKeyStore(sync('b'), dir, 'linux')
    expect(again.state).toBe('present')
    expect(await openKeyStore(sync('b'), dir, 'linux')).toEqual(again)
  })

  it('is sealed anew when the key store asks for it', async () => {
    const dir = folder()
    const first = await openKeyStore(asynchronous('a'), dir, 'linux')
    expect(await openKeyStore(asynchronous('a', true), dir, 'linux')).toEqual(first)
    expect(await openKeyStore(asynchronous('a'), dir, 'linux')).toEqual(first)
  })

  it('opens all the same where there is no room to seal it anew', async () => {
    const dir = folder()
    const first = await openKeyStore(asynchronous('a'), dir, 'linux')
    enrol(dir, 'gnome_libsecret')
    mkdirSync(path.join(dir, 'key-store.bin.new'))
    expect(await openKeyStore(asynchronous('a', true), dir, 'linux')).toEqual(first)
  })
})
