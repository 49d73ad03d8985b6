import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Database } from '@signalapp/sqlcipher'
import { unwrapKey, WrapFileSchema } from '../../main/keys/key-wrapping'
import type { CasementApp } from './casement-app'

/** The database key of a profile, by its passphrase and the running app's key store: what a thief without both cannot do. */
export async function profileKey({ electron, profile }: CasementApp, passphrase: string): Promise<Uint8Array> {
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(profile.dataDir, name), 'utf8'))
  const wrap = WrapFileSchema.parse(read('wrap.json'))
  if (wrap.keyStore === null) return unwrapKey(wrap, passphrase, null)
  const { sealed } = read('key-store.bin') as { sealed: string }
  const half = await electron.evaluate(({ safeStorage }, text) => safeStorage.decryptString(Buffer.from(text, 'base64')), sealed)
  return unwrapKey(wrap, passphrase, new Uint8Array(Buffer.from(half, 'base64')))
}

/** One of the profile's databases, opened with the raw key and nothing else set. The caller closes it. */
export function openRaw(file: string, key: Uint8Array): Database {
  const database = new Database(file)
  database.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`)
  return database
}
