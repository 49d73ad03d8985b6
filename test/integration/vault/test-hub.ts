import { createHash, createPrivateKey, randomBytes, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import { encodeBase64 } from '../../../shared/ledger/base64'
import { canonicalBytes, canonicalise, type JsonValue } from '../../../shared/ledger/canonical-json'
import { formatCheckpoint, signNote } from '../../../shared/ledger/checkpoint'
import { commit } from '../../../shared/ledger/commitment'
import { leafHash, MerkleTree } from '../../../shared/ledger/merkle-tree'
import type { Receipt } from '../../../shared/ledger/receipt'
import type { FieldGroup } from '../../../shared/model/codes'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import { criteriaKinds, joinPersons, type LookupCriteria, type LookupGrant, type LookupRequest, type RelatedRevealRequest, type RevealGrant, type StatedPurpose } from '../../../shared/model/reveal'
import { shownWording, type PurposeSet } from '../../../shared/purposes/purpose'
import { signCompact, type ControllerKeys, type PrivateKey } from '../../../service/controller/controller-keys'
import type { ControllerKeyFiles } from '../../../service/controller/controller-key-files'
import { signAs, type TestDevice } from './vault-world'

type Window = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export type RevealBody = Awaited<ReturnType<TestHub['reveal']>>
export type LookupBody = Awaited<ReturnType<TestHub['lookup']>>

/** Where a dishonest hub or officer may reach in. Everything is signed and proved afterwards, so only the one thing is wrong. */
export interface Tampering<Request, Grant> {
  readonly request?: (request: Mutable<Request>) => void
  readonly grant?: (grant: Mutable<Grant>) => void
  readonly grantKey?: PrivateKey
  readonly grantType?: string
  readonly signer?: TestDevice
  readonly isUnlogged?: boolean
  readonly checkpointKey?: PrivateKey
  readonly origin?: string
}

export interface RevealWish {
  readonly persons: readonly string[]
  readonly householdId: string
  readonly fieldGroups: readonly FieldGroup[]
  readonly windowKey: Window
  readonly thumbprint: string
  readonly purpose?: string
}

const newSalt = (): string => randomBytes(32).toString('base64url')
const bytesOf = (salt: string): Uint8Array => Buffer.from(salt, 'base64url')

/** A hub in the hand: the real keys, a real tree, no server. Two of them with the same keys are a fork. */
export class TestHub {
  readonly tree = new MerkleTree()
  readonly epoch: string
  readonly #keys: ControllerKeys['hub']
  readonly #purposes: PurposeSet
  /** Size of the vault's last checkpoint, as it last said. */
  vaultKnownSize = 0

  constructor(files: ControllerKeyFiles, epoch = '0abcdef012345678') {
    this.epoch = epoch
    this.#keys = JSON.parse(readFileSync(files.hubKeysFile, 'utf8')) as ControllerKeys['hub']
    this.#purposes = decodeJwt<PurposeSet>(readFileSync(files.purposesFile, 'utf8').trim())
    this.append({ v: 1, type: 'epoch-start', epoch })
  }

  append(entry: unknown): number {
    return this.tree.append(canonicalBytes(entry as JsonValue))
  }

  key(use: PrivateKey['use']): PrivateKey {
    const key = this.#keys.keys.find((candidate) => candidate.use === use)
    if (!key) throw new Error('no such key')
    return key
  }

  get purposes(): PurposeSet['purposes'] {
    return this.#purposes.purposes
  }

  #purpose(code: string): PurposeSet['purposes'][number] {
    const purpose = this.#purposes.purposes.find((candidate) => candidate.code === code)
    if (!purpose) throw new Error('no such purpose')
    return purpose
  }

  statedPurpose(code: string): StatedPurpose {
    const purpose = this.#purpose(code)
    const wordingHash = createHash('sha256').update(canonicalise(shownWording(purpose))).digest('hex')
    return { code, version: purpose.version, wordingHash }
  }

  /** Body of the vault's `releaseDetails`, made as an honest device and hub would, but for the tampering. */
  async reveal(device: TestDevice, wish: RevealWish, tampering: Tampering<RelatedRevealRequest, RevealGrant> = {}) {
    const [officerSalt, personSalt, now] = [newSalt(), newSalt(), Date.now()]
    const request: Mutable<RelatedRevealRequest> = {
      ...this.#stated(device, officerSalt, wish.purpose ?? 'debt-advice'), v: 3, type: 'reveal-request', requestId: randomUUID(),
      persons: commit('person', joinPersons(wish.persons), bytesOf(personSalt)), reason: commit('reason', 'calling back about the rent', bytesOf(newSalt())),
      fieldGroups: wish.fieldGroups.toSorted(), windowKey: wish.thumbprint,
      approval: null, emergency: false, relationship: 'none', linked: null,
      authority: this.#purpose(wish.purpose ?? 'debt-advice').asksAuthority ? commit('authority', 'Court order\nDistrict Judge', bytesOf(newSalt())) : null,
    }
    tampering.request?.(request)
    const signed = signAs(tampering.signer ?? device, request)
    const entry = { ...signed, deviceId: device.deviceId }
    const { receipt, proof, entryIndex } = await this.#prove(entry, tampering)
    const grant: Mutable<RevealGrant> = {
      v: 1, type: 'reveal-grant', grantId: randomUUID(), requestId: request.requestId, epoch: request.epoch, officerId: device.officerId, deviceId: device.deviceId,
      householdId: wish.householdId as RevealGrant['householdId'], persons: wish.persons.toSorted() as RevealGrant['persons'], fieldGroups: request.fieldGroups, purpose: request.purpose,
      windowKey: request.windowKey, entryIndex, leafHash: Buffer.from(leafHash(canonicalBytes(entry as unknown as JsonValue))).toString('hex'),
      issuedAt: new Date(now).toISOString(), openBy: new Date(now + 5 * 60_000).toISOString(), showFor: this.#purpose(wish.purpose ?? 'debt-advice').showForSeconds,
    }
    tampering.grant?.(grant)
    return {
      grant: await signCompact(grant, tampering.grantKey ?? this.key('hub-grant'), tampering.grantType ?? 'casement-reveal-grant'), signed: entry,
      evidence: { receipt, vaultKnownSize: this.vaultKnownSize, vaultConsistencyProof: proof },
      openings: { officer: { value: device.officerId, salt: officerSalt }, persons: { value: joinPersons(wish.persons), salt: personSalt } },
      windowKey: wish.windowKey,
    }
  }

  /** Body of the vault's `lookup`. */
  async lookup(device: TestDevice, criteria: LookupCriteria, tampering: Tampering<LookupRequest, LookupGrant> = {}) {
    const [officerSalt, now] = [newSalt(), Date.now()]
    const request: Mutable<LookupRequest> = {
      ...this.#stated(device, officerSalt, 'own-contact'), type: 'lookup-request', lookupId: randomUUID(), criteria: criteriaKinds(criteria),
    }
    tampering.request?.(request)
    const entry = { ...signAs(tampering.signer ?? device, request), deviceId: device.deviceId }
    const { receipt, proof, entryIndex } = await this.#prove(entry, tampering)
    const grant: Mutable<LookupGrant> = {
      v: 1, type: 'lookup-grant', lookupId: request.lookupId, epoch: request.epoch, officerId: device.officerId, deviceId: device.deviceId, purpose: request.purpose,
      criteria: request.criteria, entryIndex, leafHash: Buffer.from(leafHash(canonicalBytes(entry as unknown as JsonValue))).toString('hex'),
      issuedAt: new Date(now).toISOString(), openBy: new Date(now + 5 * 60_000).toISOString(),
    }
    tampering.grant?.(grant)
    return {
      grant: await signCompact(grant, tampering.grantKey ?? this.key('hub-grant'), tampering.grantType ?? 'casement-lookup-grant'), signed: entry,
      officer: { value: device.officerId, salt: officerSalt }, evidence: { receipt, vaultKnownSize: this.vaultKnownSize, vaultConsistencyProof: proof }, criteria,
    }
  }

  #stated(device: TestDevice, officerSalt: string, purpose: string) {
    return {
      v: 1 as const, epoch: this.epoch, deviceId: device.deviceId, officer: commit('officer', device.officerId, bytesOf(officerSalt)),
      purpose: this.statedPurpose(purpose), knownSize: 0, statedAt: new Date().toISOString(),
    }
  }

  async #prove(entry: unknown, tampering: Pick<Tampering<never, never>, 'isUnlogged' | 'checkpointKey' | 'origin'>) {
    const entryIndex = tampering.isUnlogged ? this.append({ v: 1, type: 'something-else', salt: newSalt() }) : this.append(entry)
    const size = this.tree.size
    const key = tampering.checkpointKey ?? this.key('hub-checkpoint')
    const privateKey = createPrivateKey({ key: { ...key.jwk } as Record<string, string>, format: 'jwk' })
    const checkpoint = await signNote(formatCheckpoint({ origin: tampering.origin ?? ledgerOrigin(this.epoch), size, root: this.tree.root() }), {
      name: key.kid, publicKey: bytesOf(key.jwk.x ?? ''), sign: (data) => sign(null, data, privateKey),
    })
    const receipt: Receipt = {
      entryIndex, treeSize: size, inclusionProof: this.tree.inclusionProof(entryIndex, size).map(encodeBase64), checkpoint, consistencyProof: [], knownSize: 0,
    }
    return { receipt, proof: this.consistency(this.vaultKnownSize, size), entryIndex }
  }

  /** Between two sizes, whichever is the older. */
  consistency(a: number, b: number): string[] {
    const [older, newer] = a < b ? [a, b] : [b, a]
    return newer > this.tree.size ? [] : this.tree.consistencyProof(older, newer).map(encodeBase64)
  }
}
