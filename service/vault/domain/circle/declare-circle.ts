import type { z } from 'zod'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { CircleWordsSchema, hasEnoughCircleWords, type CircleDeclaration, type CircleKind, type CircleWords, type Declared, type SignedCircleDeclarationSchema } from '../../../../shared/model/circle'
import { verifySigned } from '../../../plugins/verify-signed'
import { createDataKey } from '../../keys/data-key'
import { sealBytes } from '../../keys/sealed-bytes'
import type { VaultKeys } from '../../keys/vault-keys'
import { lockOfficer } from '../../repositories/access-repository'
import { countDeclarations, createDeclaration, findDeclaration } from '../../repositories/circle-repository'
import type { VaultDatabase, VaultTransaction } from '../../repositories/vault-database'
import { sha256Hex, type ProvenCaller } from '../granted-call'
import { openSealed } from '../open-sealed'
import { circleKeys } from './circle-keys'
import { toDeclared } from './to-declared'

export interface CircleVault {
  readonly database: VaultDatabase
  readonly keys: VaultKeys
  readonly clock: { now(): number }
}

/** More than anybody needs, and few enough that nobody tries out who is in the system by declaring them. */
const MOST_STANDING = 30
const MOST_A_DAY = 10
const DAY_MS = 86_400_000

/**
 * Keeps a declaration of the caller's own, signed by the laptop they call with. Whether anybody matches is never said. Throws
 * REQUEST_INVALID for another's, CIRCLE_WORDS_INVALID, CIRCLE_TOO_MANY.
 */
export async function declareCircle(vault: CircleVault, caller: ProvenCaller, signed: z.output<typeof SignedCircleDeclarationSchema>): Promise<Declared> {
  const { payload } = signed
  if (signed.deviceId !== caller.deviceId || payload.deviceId !== caller.deviceId || !verifySigned(signed, caller.signingKey)) throw new CasementError('REQUEST_INVALID')
  const words = CircleWordsSchema.safeParse(await openSealed(vault.keys, payload.sealed))
  if (!words.success || !hasEnoughCircleWords(words.data)) throw new CasementError('CIRCLE_WORDS_INVALID')
  const contentHash = sha256Hex(canonicalBytes(payload))
  return vault.database.transaction().execute(async (tx) => {
    await lockOfficer(tx, caller.officerId)
    const before = await findDeclaration(tx, payload.declarationId)
    if (before !== null) {
      if (before.officer_id !== caller.officerId || before.content_hash !== contentHash) throw new CasementError('REQUEST_INVALID')
      return toDeclared(before)
    }
    const now = vault.clock.now()
    const { standing, recent } = await countDeclarations(tx, caller.officerId, new Date(now - DAY_MS))
    if (standing >= MOST_STANDING || recent >= MOST_A_DAY) throw new CasementError('CIRCLE_TOO_MANY')
    return keepDeclaration(tx, vault.keys, { ...payload, officerId: caller.officerId, contentHash, words: words.data, at: new Date(now) })
  })
}

/** Sealed under a key of its own, with the hashes that match it. */
export async function keepDeclaration(
  tx: VaultTransaction, keys: VaultKeys, { declarationId, officerId, deviceId, kind, contentHash, words, at }: Readonly<Pick<CircleDeclaration, 'declarationId' | 'deviceId'> & { officerId: string; kind: CircleKind; contentHash: string; words: CircleWords; at: Date }>,
): Promise<Declared> {
  const { key, wrapped } = createDataKey(keys.keyEncryptionKey, `declaration:${declarationId}`)
  const sealed = sealBytes(key, Buffer.from(JSON.stringify(words), 'utf8'), `casement/circle/v1\n${officerId}\n${declarationId}`)
  key.fill(0)
  await createDeclaration(tx, { declarationId, officerId, deviceId, kind, contentHash, wrappedKey: wrapped, sealed, at, keys: circleKeys(keys.matchingKey, words) })
  return { declarationId, kind, declaredAt: at.toISOString(), state: 'standing', changedAt: null }
}
