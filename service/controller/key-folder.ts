import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { KeyBundleSchema, type KeyBundle, type KeyUse } from '../../shared/model/key-bundle'
import type { PrivateKey } from './controller-keys'
import { KeysRefused } from './keys-refused'

/** Which file of the controller's folder holds the private half of a use. */
export const KEY_FILES: Readonly<Record<KeyUse, string>> = {
  'hub-grant': 'hub-keys.json', 'hub-checkpoint': 'hub-keys.json', 'hub-seal': 'hub-keys.json', 'vault-seal': 'vault-keys.json', purposes: 'purposes-key.json',
}
/** What the purposes key signs, where it is in the folder: each a compact JWS, signed anew when that key is changed, and read by lineOfKeyInUse. */
export const SIGNED_BY_PURPOSES_KEY: readonly string[] = ['purposes.jws', 'sharing-agreement.jws']
/** The key that is to come, until the bundle names it. */
export const NEXT_PURPOSES_KEY = 'purposes-key.next.json'
const FORMER_BUNDLES = 'former-bundles'

/** A file of private keys: whatever else it holds stays as it is. */
interface KeyFile {
  readonly keys: readonly PrivateKey[]
}

/** The folder in which the controller keeps bundle, purposes and private keys (`npm run controller -- keys`). */
export class KeyFolder {
  readonly #folder: string
  constructor(folder: string) {
    this.#folder = path.resolve(folder)
  }

  path(name: string): string {
    return path.join(this.#folder, name)
  }

  has(name: string): boolean {
    return existsSync(this.path(name))
  }

  /** Where the bundle of that number is kept once another has taken its place. */
  formerBundle(serial: number): string {
    return path.join(FORMER_BUNDLES, `key-bundle-${serial}.jws`)
  }

  /** Throws KEYS_FILE_MISSING. */
  read(name: string): string {
    try {
      return readFileSync(this.path(name), 'utf8').trim()
    } catch {
      throw new KeysRefused('KEYS_FILE_MISSING', `${name} is not in that folder, or cannot be read.`)
    }
  }

  /** As it stands: who must be sure of it verifies it. Throws KEYS_FILE_MISSING, KEYS_FILE_BROKEN. */
  bundle(): KeyBundle {
    return parseBundle(this.read('key-bundle.jws'))
  }

  /** Bundles that others have taken the place of, by number, the oldest first. */
  formerBundles(): string[] {
    const folder = this.path(FORMER_BUNDLES)
    if (!existsSync(folder)) return []
    const serials = readdirSync(folder).flatMap((name) => /^key-bundle-([0-9]+)\.jws$/.exec(name)?.[1] ?? []).map(Number)
    return serials.toSorted((a, b) => a - b).map((serial) => this.read(this.formerBundle(serial)))
  }

  /** Throws KEYS_FILE_MISSING, KEYS_FILE_BROKEN (without the cause: a parse error would quote the key file). */
  keyFile(name: string): KeyFile {
    const file = this.json(name)
    if (typeof file !== 'object' || file === null || !('keys' in file) || !Array.isArray(file.keys)) throw broken(name)
    return file as KeyFile
  }

  /** Throws KEYS_FILE_MISSING, KEYS_FILE_BROKEN. */
  purposesKey(name: string): PrivateKey {
    const key = this.json(name)
    if (typeof key !== 'object' || key === null || !('kid' in key) || !('jwk' in key)) throw broken(name)
    return key as PrivateKey
  }

  json(name: string): unknown {
    const text = this.read(name)
    try {
      return JSON.parse(text)
    } catch {
      throw broken(name)
    }
  }
}

/** Throws KEYS_FILE_BROKEN. */
export function parseBundle(jws: string): KeyBundle {
  try {
    return KeyBundleSchema.parse(decodeJwt(jws))
  } catch {
    throw broken('key-bundle.jws')
  }
}

/** The key by which a compact JWS says that it is signed; null for what is none. */
export function kidOf(jws: string): string | null {
  try {
    return decodeProtectedHeader(jws).kid ?? null
  } catch {
    return null
  }
}

export const activeKid = (bundle: KeyBundle, use: KeyUse): string | undefined => bundle.keys.find((key) => key.use === use && key.state === 'active')?.kid

const broken = (name: string): KeysRefused => new KeysRefused('KEYS_FILE_BROKEN', `${name} is not in the agreed form.`)
