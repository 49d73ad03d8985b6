import { createHash, generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { decodeJwt, type JWK } from 'jose'
import type { KeyBundle } from '../../shared/model/key-bundle'
import type { SharingAgreement } from '../../shared/model/sharing'
import type { PurposeSet } from '../../shared/purposes/purpose'
import { signCompact, signPurposes, signSharingAgreement, type PrivateKey } from '../../service/controller/controller-keys'

type SigningUse = 'hub-grant' | 'hub-checkpoint' | 'purposes'
const ISSUED_AT = '2026-11-28T09:00:00.000Z'

const read = (file: string): string => readFileSync(file, 'utf8').trim()

/** The folder of a controller's keys as the controller itself works in it: keys changed, files signed anew. */
export class ControllerFolder {
  readonly #folder: string
  constructor(folder: string) {
    this.#folder = folder
  }

  get purposesKey(): PrivateKey {
    return JSON.parse(read(path.join(this.#folder, 'purposes-key.json'))) as PrivateKey
  }

  /** A new signing key of that use in the next bundle, the former one retired; of the hub's own its private half goes to the hub. */
  async change(use: SigningUse): Promise<PrivateKey> {
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK
    const key: PrivateKey = { use, kid: `${use}-${createHash('sha256').update(jwk.x ?? '').digest('hex').slice(0, 8)}`, jwk }
    await this.signBundle((bundle) => ({
      ...bundle, serial: bundle.serial + 1,
      keys: [
        ...bundle.keys.map((known) => (known.use === use ? { ...known, state: 'retired' as const } : known)),
        { use, kid: key.kid, state: 'active', jwk: { kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '' } },
      ],
    }))
    if (use !== 'purposes') {
      const hub = JSON.parse(read(this.#file('hub-keys.json'))) as { keys: PrivateKey[] }
      writeFileSync(this.#file('hub-keys.json'), JSON.stringify({ ...hub, keys: [...hub.keys, key] }))
    }
    else await this.signSharing((agreement) => agreement, key)
    return key
  }

  async signBundle(change: (bundle: KeyBundle) => KeyBundle): Promise<void> {
    const root = JSON.parse(read(path.join(this.#folder, 'controller-root.json'))) as { kid: string; privateJwk: JWK }
    const bundle = decodeJwt<KeyBundle>(read(this.#file('key-bundle.jws')))
    writeFileSync(this.#file('key-bundle.jws'), await signCompact({ ...change(bundle), issuedAt: ISSUED_AT }, { kid: root.kid, jwk: root.privateJwk }, 'casement-key-bundle'))
  }

  async signPurposes(change: (set: PurposeSet) => PurposeSet, key: PrivateKey = this.purposesKey): Promise<void> {
    writeFileSync(this.#file('purposes.jws'), await signPurposes(change(decodeJwt<PurposeSet>(read(this.#file('purposes.jws')))), key))
  }

  async signSharing(change: (agreement: SharingAgreement) => SharingAgreement, key: PrivateKey = this.purposesKey): Promise<void> {
    writeFileSync(this.#file('sharing-agreement.jws'), await signSharingAgreement(change(decodeJwt<SharingAgreement>(read(this.#file('sharing-agreement.jws')))), key))
  }

  /** The three files as they are, and a way back to them: what restores a backup. */
  keep(): () => void {
    const files = ['key-bundle.jws', 'purposes.jws', 'sharing-agreement.jws'].map((name) => [this.#file(name), read(this.#file(name))] as const)
    return () => {
      for (const [file, content] of files) writeFileSync(file, content)
    }
  }

  #file(name: string): string {
    return path.join(this.#folder, name)
  }
}
