import { z } from 'zod'
import { Ed25519PublicJwkSchema, type Ed25519PublicJwk } from '../../shared/model/ids'
import type { KeyBundle, KeyUse } from '../../shared/model/key-bundle'
import { KEY_FILES, KeyFolder, NEXT_PURPOSES_KEY, parseBundle } from '../controller/key-folder'
import { KeysRefused } from '../controller/keys-refused'
import { verifyKeyBundle } from '../plugins/key-bundle'

const USES: readonly KeyUse[] = ['hub-grant', 'hub-checkpoint', 'hub-seal', 'vault-seal', 'purposes']

/**
 * The keys of a controller's folder as a table: each with its purpose, since when it is in use or retired (as the bundles say that others have taken the place of), and where its
 * private half is. No secret, and nothing but public halves is looked at for it. Throws KeysRefused, also for a bundle that is not of the root given.
 */
export async function showKeys(at: string, rootKey: Ed25519PublicJwk | null): Promise<string> {
  const folder = new KeyFolder(at)
  const jws = [...folder.formerBundles(), folder.read('key-bundle.jws')]
  if (rootKey !== null) for (const one of jws) await requireSigned(one, rootKey)
  const bundles = jws.map(parseBundle)
  const now = parseBundle(jws.at(-1) ?? '')
  const rows = USES.flatMap((use) => now.keys.filter((key) => key.use === use).toSorted((a, b) => a.state.localeCompare(b.state))
    .map(({ kid, state }) => [use, kid, state === 'active' ? 'in use since' : 'retired since', since(bundles, kid, state), privateHalf(folder, use, kid)]))
  const table = [['PURPOSE', 'KEY', 'STATE', '', 'PRIVATE HALF'], ...rows]
  const widths = table[0]?.map((_, n) => Math.max(...table.map((row) => row[n]?.length ?? 0))) ?? []
  return [
    ...table.map((row) => row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join('  ').trimEnd()), '',
    `Bundle ${now.serial}, signed ${now.issuedAt}; ${rootKey === null ? 'not held against a root: name one by --root, or set CONTROLLER_ROOT_KEY' : 'by the root given, as are the former ones'}.`,
    ...dataKeyWords(folder), '',
  ].join('\n')
}

async function requireSigned(jws: string, root: Ed25519PublicJwk): Promise<void> {
  await verifyKeyBundle(jws, root).catch(() => {
    throw new KeysRefused('KEYS_ROOT_OTHER', 'A key bundle in that folder is not signed by that root.')
  })
}

/** The first bundle that says so; when it is none of the first number, it may have been so before. */
function since(bundles: readonly KeyBundle[], kid: string, state: string): string {
  const first = bundles.find((bundle) => bundle.keys.some((key) => key.kid === kid && key.state === state))
  if (first === undefined) return '?'
  return first === bundles[0] && first.serial > 1 ? `${first.issuedAt} or before` : first.issuedAt
}

function privateHalf(folder: KeyFolder, use: KeyUse, kid: string): string {
  for (const name of use === 'purposes' ? [KEY_FILES[use], NEXT_PURPOSES_KEY] : [KEY_FILES[use]]) {
    if (!folder.has(name)) continue
    const kids = use === 'purposes' ? [folder.purposesKey(name).kid] : folder.keyFile(name).keys.map((key) => key.kid)
    if (kids.includes(kid)) return name
  }
  return 'not here'
}

const DataKeysSchema = z.looseObject({ nextKeyEncryptionKey: z.string().optional() })

function dataKeyWords(folder: KeyFolder): string[] {
  if (!folder.has('vault-keys.json')) return []
  const isChanging = DataKeysSchema.safeParse(folder.json('vault-keys.json')).data?.nextKeyEncryptionKey !== undefined
  return [isChanging ? 'The key-encryption key is being changed: finish it with npm run keys -- rewrap.' : 'The key-encryption key is in vault-keys.json alone; npm run keys -- rewrap changes it.']
}

/** The public half of a root: of its file, or as CONTROLLER_ROOT_KEY has it. Throws KEYS_ROOT_MISSING. */
export function readRootKey(text: string): Ed25519PublicJwk {
  try {
    const value = JSON.parse(text) as unknown
    return z.union([Ed25519PublicJwkSchema, z.object({ publicJwk: Ed25519PublicJwkSchema }).transform(({ publicJwk }) => publicJwk)]).parse(value)
  } catch {
    throw new KeysRefused('KEYS_ROOT_MISSING', 'What is named as the controller root is none.')
  }
}
