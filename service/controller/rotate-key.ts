import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { CompactSign, compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { z } from 'zod'
import { Ed25519PublicJwkSchema } from '../../shared/model/ids'
import { KeyBundleSchema, type KeyBundle, type KeyUse } from '../../shared/model/key-bundle'
import { verifyKeyBundle } from '../plugins/key-bundle'
import { generatePrivateKey, publicEntry, signCompact, type PrivateKey } from './controller-keys'
import { finishChange } from './finish-change'
import { activeKid, KEY_FILES, kidOf, KeyFolder, NEXT_PURPOSES_KEY, SIGNED_BY_PURPOSES_KEY } from './key-folder'
import { KeysRefused } from './keys-refused'
import { durableFiles, type FileWriter } from './write-durably'

export interface RotateCommand {
  readonly folder: string
  /** The offline root, wherever it was brought to. */
  readonly rootFile: string
  readonly use: KeyUse
}

export interface Rotated {
  /** `finished`: a change of that key was cut off before; it is whole now, and no other was made. */
  readonly outcome: 'rotated' | 'finished'
  readonly kid: string
  readonly serial: number
  /** Files that the new key signed. */
  readonly signed: readonly string[]
}

/**
 * Makes a new key of that use, and a bundle of the next number in which it is in use and the former one retired. The bundle is the moment of the change: before
 * it the services find everything by which the former key works, after it everything by which the new one does, whenever this ends in between; then what the
 * former key needs no more goes (finishChange). Throws KeysRefused; nothing was changed then.
 */
export async function rotateKey({ folder: at, rootFile, use }: RotateCommand, now: number, files: FileWriter = durableFiles): Promise<Rotated> {
  const folder = new KeyFolder(at)
  const root = readRoot(rootFile)
  const bundle = await requireOwn(folder.read('key-bundle.jws'), root)
  const holder = KEY_FILES[use]
  if (use !== 'purposes') folder.read(holder) // the purposes key lies in a safe, and is not needed to be retired
  const signedFiles = use === 'purposes' ? SIGNED_BY_PURPOSES_KEY.filter((name) => folder.has(name)) : []
  if (finishChange(folder, files).includes(use)) return { outcome: 'finished', kid: activeKid(bundle, use) ?? '', serial: bundle.serial, signed: signedFiles }
  if (use === 'purposes') await requirePurposesKey(folder, bundle)

  const key = await generatePrivateKey(use)
  const next = KeyBundleSchema.parse({
    ...bundle, serial: bundle.serial + 1, issuedAt: new Date(now).toISOString(),
    keys: [...bundle.keys.map((known) => (known.use === use ? { ...known, state: 'retired' as const } : known)), publicEntry(key)],
  })
  const signed = await signCompact(next, { kid: root.kid, jwk: root.privateJwk }, 'casement-key-bundle')
  await requireOwn(signed, root) // the private half is of the public one, or nothing is written

  const former = folder.path(folder.formerBundle(bundle.serial))
  mkdirSync(path.dirname(former), { recursive: true, mode: 0o700 })
  files.replace(former, folder.read('key-bundle.jws'))
  if (use === 'purposes') await addPurposesKey(folder, files, key)
  else files.replace(folder.path(holder), JSON.stringify(withKey(folder, holder, key)))
  files.replace(folder.path('key-bundle.jws'), signed)
  finishChange(folder, files)
  return { outcome: 'rotated', kid: key.kid, serial: next.serial, signed: signedFiles }
}

function withKey(folder: KeyFolder, name: string, key: PrivateKey): object {
  const file = folder.keyFile(name)
  return { ...file, keys: [...file.keys, key] }
}

/** Everything that the former key signed, twice in its file: by the new key and by the former one. A service takes the line of the key that its bundle has in use. */
async function addPurposesKey(folder: KeyFolder, files: FileWriter, key: PrivateKey): Promise<void> {
  files.replace(folder.path(NEXT_PURPOSES_KEY), JSON.stringify(key))
  for (const name of SIGNED_BY_PURPOSES_KEY.filter((one) => folder.has(one))) {
    const former = folder.read(name)
    files.replace(folder.path(name), `${await signAnew(former, key)}\n${former}`)
  }
}

/** The very same bytes and type. */
async function signAnew(jws: string, key: PrivateKey): Promise<string> {
  const { typ } = decodeProtectedHeader(jws)
  return new CompactSign(Buffer.from(jws.split('.')[1] ?? '', 'base64url'))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, ...(typ === undefined ? {} : { typ }) })
    .sign(await importJWK(key.jwk, 'EdDSA'))
}

/** What is signed anew must be what the controller signed before, not what somebody put into the folder. */
async function requirePurposesKey(folder: KeyFolder, bundle: KeyBundle): Promise<void> {
  const inUse = bundle.keys.find((key) => key.use === 'purposes' && key.state === 'active')
  for (const name of SIGNED_BY_PURPOSES_KEY.filter((one) => folder.has(one))) {
    const jws = folder.read(name)
    const isOwn = inUse !== undefined && kidOf(jws) === inUse.kid && (await compactVerify(jws, await importJWK({ ...inUse.jwk }, 'EdDSA')).then(() => true, () => false))
    if (!isOwn) throw new KeysRefused('KEYS_SET_BROKEN', `${name} is not signed by the purposes key in use: sign it first (npm run controller -- keys).`)
  }
}

type RootFile = z.infer<typeof RootFileSchema>
const RootFileSchema = z.object({ kid: z.string(), publicJwk: Ed25519PublicJwkSchema, privateJwk: z.looseObject({ kty: z.string(), x: z.string(), d: z.string() }) })

function readRoot(file: string): RootFile {
  try {
    return RootFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new KeysRefused('KEYS_ROOT_MISSING', 'The file of the controller root is not there, or holds no root: name it by --root.')
  }
}

async function requireOwn(jws: string, root: RootFile): Promise<KeyBundle> {
  return verifyKeyBundle(jws, root.publicJwk).then(({ bundle }) => bundle, () => {
    throw new KeysRefused('KEYS_ROOT_OTHER', 'The key bundle is not signed by that root. Services and laptops would refuse what another one signs.')
  })
}
