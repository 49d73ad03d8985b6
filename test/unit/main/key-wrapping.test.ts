import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isCasementError } from '../../../shared/errors/casement-error'
import { unwrapKey, wrapKey, WrapFileSchema } from '../../../main/keys/key-wrapping'
import type { Kdf } from '../../../main/keys/passphrase-key'

const KDF: Kdf = {
  name: 'argon2id',
  memoryKiB: 65_536,
  passes: 3,
  lanes: 1,
  salt: randomBytes(16).toString('base64url'),
}
const OFFICER = {
  officerId: 'amara.okafor',
  displayName: 'Amara Okafor',
  role: 'officer',
  team: 'income-and-debt',
  district: 'canterbury',
} as const
const secret = new Uint8Array(randomBytes(32))
const key = new Uint8Array(randomBytes(32))
const about = { deviceId: '01a20ad4-2d84-735f-af0e-cb0e01e28b7b', officer: OFFICER, keyStore: 'gnome_libsecret' }
const passphrase = 'gravel lantern otter thimble'
const codeOf = (error: unknown): string => (isCasementError(error) ? error.code : 'other')
const open = (...given: Parameters<typeof unwrapKey>): Promise<string> =>
  unwrapKey(...given).then((opened) => Buffer.from(opened).toString('hex'), codeOf)

describe('the wrapped database key', () => {
  it('opens in exactly one of the eight combinations of files, key store and passphrase', async () => {
    const mine = await wrapKey(key, KDF, { passphrase, keyStoreSecret: secret, about })
    const other = await wrapKey(
      new Uint8Array(randomBytes(32)),
      { ...KDF, salt: randomBytes(16).toString('base64url') },
      { passphrase: 'another quite different phrase', keyStoreSecret: new Uint8Array(randomBytes(32)), about },
    )
    const outcomes: string[] = []
    for (const file of [mine, other]) {
      for (const half of [secret, new Uint8Array(randomBytes(32))]) {
        for (const words of [passphrase, 'gravel lantern otter thimbles']) outcomes.push(await open(file, words, half))
      }
    }
    expect(outcomes).toHaveLength(8)
    expect(outcomes.filter((outcome) => outcome === Buffer.from(key).toString('hex'))).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'ACCESS_PASSPHRASE_WRONG')).toHaveLength(7)
  })

  it('does not open when device, officer, cost or key store in the file are exchanged', async () => {
    const wrap = await wrapKey(key, KDF, { passphrase, keyStoreSecret: secret, about })
    const changed = [
      { ...wrap, deviceId: '01a20ad4-2d84-735f-af0e-cb0e01e28b7c' },
      { ...wrap, officer: { ...OFFICER, officerId: 'tom.brennan' } },
      { ...wrap, kdf: { ...KDF, passes: 4 } },
      { ...wrap, keyStore: 'kwallet' },
      { ...wrap, keyStore: null },
    ]
    for (const file of changed) expect(await open(file, passphrase, secret)).toBe('ACCESS_PASSPHRASE_WRONG')
  })

  it('says that the key store changed when its half is missing, before any guess is made', async () => {
    const wrap = await wrapKey(key, KDF, { passphrase, keyStoreSecret: secret, about })
    expect(await open(wrap, passphrase, null)).toBe('ACCESS_KEY_STORE_CHANGED')
  })

  it('takes a passphrase typed on another keyboard: the same characters in another composition', async () => {
    const wrap = await wrapKey(key, KDF, {
      passphrase: 'caf\u00e9 gravel lantern',
      keyStoreSecret: null,
      about: { ...about, keyStore: null },
    })
    expect(await open(wrap, 'cafe\u0301 gravel lantern', null)).toBe(Buffer.from(key).toString('hex'))
  })

  it('refuses a wrap file with a cost below the floor or an unknown field', async () => {
    const wrap = await wrapKey(key, KDF, { passphrase, keyStoreSecret: null, about: { ...about, keyStore: null } })
    expect(WrapFileSchema.safeParse(wrap).success).toBe(true)
    expect(WrapFileSchema.safeParse({ ...wrap, kdf: { ...KDF, memoryKiB: 1_024 } }).success).toBe(false)
    expect(WrapFileSchema.safeParse({ ...wrap, hint: 'it is the usual one' }).success).toBe(false)
  })
})
