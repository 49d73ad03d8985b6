import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose'
import { expect, test } from 'vitest'
import type { RevealGrant } from '../../../../shared/model/reveal'
import { prepareControllerKeys } from '../../../../service/controller/controller-key-files'
import { loadHubKeys } from '../../../../service/hub/hub-keys'
import { loadKeyBundle } from '../../../../service/plugins/key-bundle'

test('a grant is signed byte for byte as jose signs it, and verifies by the key of the bundle', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-hub-keys-'))
  try {
    const { bundleFile, hubKeysFile, rootPublicKey } = await prepareControllerKeys(folder, Date.now())
    const bundle = await loadKeyBundle(bundleFile, rootPublicKey)
    const { kid, jwk } = bundle.active('hub-grant')
    const grant = { v: 1, type: 'reveal-grant', purpose: { code: 'arrears', version: 1 }, words: 'Père – “ü”' } as unknown as RevealGrant
    const signed = await (await loadHubKeys(hubKeysFile, bundle)).signGrant(grant)

    const { keys } = JSON.parse(readFileSync(hubKeysFile, 'utf8')) as { keys: { use: string; jwk: JWK }[] }
    const key = keys.find(({ use }) => use === 'hub-grant')
    const byJose = new CompactSign(new TextEncoder().encode(JSON.stringify(grant))).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'casement-reveal-grant' })
    expect(signed).toBe(await byJose.sign(await importJWK(key?.jwk ?? {}, 'EdDSA')))
    const verified = await compactVerify(signed, await importJWK({ ...jwk }, 'EdDSA'), { algorithms: ['EdDSA'] })
    expect(JSON.parse(new TextDecoder().decode(verified.payload))).toEqual(grant)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
