import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../settings/replace-file'

/** What we use of Electron's safeStorage. The async calls are there from Electron 45's time on; the sync ones go in 46. */
export interface SafeStorageLike {
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(plain: string): Promise<Buffer>
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
  isEncryptionAvailable?(): boolean
  encryptString?(plain: string): Buffer
  decryptString?(sealed: Buffer): string
  getSelectedStorageBackend?(): string
}

/** The key-store half of the database key. `unreadable`: there is a sealed half which this key store cannot open (changed key ring). */
export type KeyStoreHalf = Readonly<
  | { state: 'present'; secret: Uint8Array<ArrayBuffer>; backend: string }
  | { state: 'absent'; backend: string }
  | { state: 'unreadable'; backend: string }
>

export const KEY_STORE_FILE = 'key-store.bin'
export const WRAP_FILE = 'wrap.json'
/** All of it that matters here. */
const WrapSchema = z.object({ keyStore: z.string().nullable() })
const SealedHalfSchema = z.strictObject({ v: z.literal(1), backend: z.string().max(40), sealed: z.base64() })

/**
 * Reads the key-store half, or makes one (32 random bytes) at the first start. No key store, or `basic_text` (a key anybody can
 * read): absent, so that the passphrase alone wraps the key. Never the only wrap. One that an enrolment rests on is never made anew: that
 * it is gone must not look like a wrong passphrase. One that none rests on is, or nobody could enrol after the key ring has changed.
 * @param folder data folder that holds `key-store.bin`
 */
export async function openKeyStore(
  storage: SafeStorageLike,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<KeyStoreHalf> {
  const file = path.join(folder, KEY_STORE_FILE)
  const backend = backendName(storage, platform)
  const exists = existsSync(file)
  if (backend === 'basic_text' || !(await isAvailable(storage)))
    return { state: exists ? 'unreadable' : 'absent', backend }
  const isNeeded = isHalfOfWrap(folder)
  if (!exists) return isNeeded ? { state: 'unreadable', backend } : createHalf(storage, file, backend)
  const found = await readHalf(storage, file, backend)
  return found.state === 'present' || isNeeded ? found : createHalf(storage, file, backend)
}

/** Is somebody enrolled here whose key was wrapped with it? A wrap that does not read may have been. */
function isHalfOfWrap(folder: string): boolean {
  const file = path.join(folder, WRAP_FILE)
  if (!existsSync(file)) return false
  try {
    return WrapSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).keyStore !== null
  } catch {
    return true
  }
}

async function readHalf(storage: SafeStorageLike, file: string, backend: string): Promise<KeyStoreHalf> {
  try {
    const kept = SealedHalfSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const { plain, again } = await decrypt(storage, Buffer.from(kept.sealed, 'base64'))
    const secret = new Uint8Array(Buffer.from(plain, 'base64'))
    if (secret.length !== 32) return { state: 'unreadable', backend }
    // Without room for it the one from before still opens.
    if (again) await writeHalf(storage, file, backend, secret).catch(() => undefined)
    return { state: 'present', secret, backend }
  } catch {
    return { state: 'unreadable', backend }
  }
}

const backendName = (storage: SafeStorageLike, platform: NodeJS.Platform): string =>
  platform === 'linux'
    ? (storage.getSelectedStorageBackend?.() ?? 'linux')
    : platform === 'darwin'
      ? 'keychain'
      : 'dpapi'

async function isAvailable(storage: SafeStorageLike): Promise<boolean> {
  try {
    if (storage.isAsyncEncryptionAvailable !== undefined) return await storage.isAsyncEncryptionAvailable()
    return storage.isEncryptionAvailable?.() ?? false
  } catch {
    return false
  }
}

async function createHalf(storage: SafeStorageLike, file: string, backend: string): Promise<KeyStoreHalf> {
  const secret = new Uint8Array(randomBytes(32))
  try {
    await writeHalf(storage, file, backend, secret)
  } catch {
    return { state: 'absent', backend }
  }
  return { state: 'present', secret, backend }
}

/** Seals a fresh half and keeps it. */
async function writeHalf(
  storage: SafeStorageLike,
  file: string,
  backend: string,
  secret: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const plain = Buffer.from(secret).toString('base64')
  const sealed =
    storage.encryptStringAsync === undefined ? storage.encryptString?.(plain) : await storage.encryptStringAsync(plain)
  if (sealed === undefined) throw new Error('the key store cannot seal')
  replaceFile(file, JSON.stringify({ v: 1, backend, sealed: sealed.toString('base64') }))
}

async function decrypt(storage: SafeStorageLike, sealed: Buffer): Promise<{ plain: string; again: boolean }> {
  if (storage.decryptStringAsync !== undefined) {
    const { result, shouldReEncrypt } = await storage.decryptStringAsync(sealed)
    return { plain: result, again: shouldReEncrypt }
  }
  if (storage.decryptString === undefined) throw new Error('the key store cannot open')
  return { plain: storage.decryptString(sealed), again: false }
}
