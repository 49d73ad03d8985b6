import { noteKeyId } from '../../shared/ledger/checkpoint'
import { loadKeyBundle, type VerifiedKeyBundle } from '../plugins/key-bundle'
import { requireSettings, type LedgerSettings } from './settings'

/** The key bundle, checked against the controller root. Throws SettingsMissing, KEY_BUNDLE_INVALID. */
export async function readKeyBundle(settings: LedgerSettings): Promise<VerifiedKeyBundle> {
  const { KEY_BUNDLE_FILE: file, CONTROLLER_ROOT_KEY: root } = requireSettings(settings, 'KEY_BUNDLE_FILE', 'CONTROLLER_ROOT_KEY')
  return loadKeyBundle(file, root)
}

/** Every checkpoint key, the one in use first, then retired ones, as C2SP signed-note spells a verifier's key: `name+id+base64(0x01 ‖ public key)`. */
export function checkpointKeys({ bundle }: VerifiedKeyBundle): string[] {
  return bundle.keys.toSorted((a, b) => a.state.localeCompare(b.state)).flatMap(({ use, kid, jwk }) => {
    if (use !== 'hub-checkpoint') return []
    const publicKey = Buffer.from(jwk.x, 'base64url')
    return [`${kid}+${Buffer.from(noteKeyId(kid, publicKey)).toString('hex')}+${Buffer.concat([Uint8Array.of(1), publicKey]).toString('base64')}`]
  })
}

/** Is a signed note by the checkpoint key in use? By its name alone: who reads the bundle verifies it. */
export const isByKeyInUse = ({ active }: VerifiedKeyBundle, note: string): boolean => note.includes(`\n\u2014 ${active('hub-checkpoint').kid} `)
