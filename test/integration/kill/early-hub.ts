import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { encodeBase64 } from '../../../shared/ledger/base64'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { formatCheckpoint, signNote } from '../../../shared/ledger/checkpoint'
import { leafHash } from '../../../shared/ledger/merkle-tree'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import type { SignedRevealRequest } from '../../../shared/model/reveal'
import { signCompact, type ControllerKeys, type PrivateKey } from '../../../service/controller/controller-keys'
import { jsonAnswer, type Fault } from '../../support/fault-proxy'
import type { LedgerWitness } from './ledger-witness'

interface Asked {
  readonly signed: SignedRevealRequest
  readonly householdId: string
  readonly vaultKnownSize: number
  readonly openings: { readonly officer: { readonly value: string }; readonly persons: { readonly value: string } }
}

/**
 * The fault that this test is there for, planted: a hub that holds the genuine keys and answers **before** the entry is durable. Its
 * receipt continues the real ledger, so laptop and vault accept it; then it is gone, and the entry with it.
 */
export const answersBeforeItIsDurable = (witness: LedgerWitness): Fault => ({
  kind: 'stand-in',
  answer: async (asked) => {
    const { signed, householdId, vaultKnownSize, openings } = JSON.parse(asked.toString('utf8')) as Asked
    const { payload } = signed
    await witness.read()
    const { tree } = witness
    const entryIndex = tree.append(canonicalBytes(signed))
    const checkpointKey = keyOf(witness.dataDir, 'hub-checkpoint')
    const privateKey = createPrivateKey({ key: { ...checkpointKey.jwk } as Record<string, string>, format: 'jwk' })
    const checkpoint = await signNote(formatCheckpoint({ origin: ledgerOrigin(payload.epoch), size: tree.size, root: tree.root() }), {
      name: checkpointKey.kid, publicKey: Buffer.from(checkpointKey.jwk.x ?? '', 'base64url'), sign: (data) => sign(null, data, privateKey),
    })
    const now = Date.now()
    const grant = {
      v: 1, type: 'reveal-grant', grantId: randomUUID(), requestId: payload.requestId, epoch: payload.epoch, officerId: openings.officer.value, deviceId: signed.deviceId,
      householdId, persons: openings.persons.value.split(','), fieldGroups: payload.fieldGroups, purpose: payload.purpose, windowKey: payload.windowKey, entryIndex,
      leafHash: Buffer.from(leafHash(canonicalBytes(signed))).toString('hex'), issuedAt: new Date(now).toISOString(),
      openBy: new Date(now + 5 * 60_000).toISOString(), showFor: 60,
    }
    return jsonAnswer(200, {
      outcome: 'allow', grant: await signCompact(grant, keyOf(witness.dataDir, 'hub-grant'), 'casement-reveal-grant'),
      receipt: {
        entryIndex, treeSize: tree.size, inclusionProof: tree.inclusionProof(entryIndex, tree.size).map(encodeBase64), checkpoint,
        consistencyProof: tree.consistencyProof(payload.knownSize, tree.size).map(encodeBase64), knownSize: payload.knownSize,
      },
      budget: null, vaultConsistencyProof: tree.consistencyProof(vaultKnownSize, tree.size).map(encodeBase64),
    })
  },
})

function keyOf(dataDir: string, use: PrivateKey['use']): PrivateKey {
  const { keys } = JSON.parse(readFileSync(path.join(dataDir, 'keys/hub-keys.json'), 'utf8')) as ControllerKeys['hub']
  const key = keys.find((candidate) => candidate.use === use)
  if (key === undefined) throw new Error('no such key')
  return key
}
