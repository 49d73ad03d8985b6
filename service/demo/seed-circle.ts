import { CircleWordsSchema } from '../../shared/model/circle'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import { openDatabase } from '../plugins/postgres'
import { keepDeclaration } from '../vault/domain/circle/declare-circle'
import { sha256Hex } from '../vault/domain/granted-call'
import { readVaultKeys } from '../vault/keys/vault-keys'
import { findDeclaration } from '../vault/repositories/circle-repository'
import { PERSONAS } from './personas'

/** Tom Brennan lives two doors from the caller with the benefits question (service/demo/README.md): her record is not for him. */
const DECLARED = {
  declarationId: '0192f000-0000-7000-8000-00000000c1c1', deviceId: '0192f000-0000-7000-8000-00000000c1c2', officerId: PERSONAS.outreach.officerId, kind: 'neighbour',
  words: CircleWordsSchema.parse({ name: 'Harjit Bhandalwar', dateOfBirth: '1969-01-23', addressLine: null, postcode: null }),
} as const

/** One declared conflict for the demonstration, by the vault's own rules, as if Tom's laptop had sent it. Once; answers whether it was new. */
export async function seedCircle(vaultUrl: string, vaultKeysFile: string, clock: { now(): number }): Promise<boolean> {
  const keys = await readVaultKeys(vaultKeysFile)
  const { db, close } = openDatabase<unknown>({ url: vaultUrl, maxConnections: 1 })
  try {
    return await db.transaction().execute(async (tx) => {
      if ((await findDeclaration(tx, DECLARED.declarationId)) !== null) return false
      await keepDeclaration(tx, keys, { ...DECLARED, contentHash: sha256Hex(canonicalBytes(DECLARED.kind)), at: new Date(clock.now()) })
      return true
    })
  } finally {
    await close()
  }
}
