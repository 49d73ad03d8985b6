import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import type { NoteSigner, NoteVerifier } from '../../../../shared/ledger/checkpoint'

const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** A verifier for a raw Ed25519 public key, on node:crypto. */
export function verifierOf(name: string, publicKey: Uint8Array): NoteVerifier {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
  return { name, publicKey, verify: (data, signature) => verify(null, data, key, signature) }
}

/** A signer and its verifier made from words, the same at every run. */
export function keyFrom(name: string, words: string): { signer: NoteSigner; verifier: NoteVerifier } {
  const seed = createHash('sha256').update(words).digest()
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32))
  return {
    signer: { name, publicKey, sign: async (data) => Uint8Array.from(sign(null, data, key)) },
    verifier: verifierOf(name, publicKey),
  }
}

/** Reads a verifier key as golang.org/x/mod/sumdb/note prints it: `name+hex key id+base64(0x01 ‖ public key)`. */
export function readVerifierKey(text: string): { verifier: NoteVerifier; keyId: string } {
  const [name, keyId, ...encoded] = text.split('+')
  const bytes = Buffer.from(encoded.join('+'), 'base64')
  return { verifier: verifierOf(name!, Uint8Array.from(bytes.subarray(1))), keyId: keyId! }
}
