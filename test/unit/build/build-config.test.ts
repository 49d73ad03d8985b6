import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildConfigFile, readBuildConfig } from '../../../build/build-config-plugin'
import { BuildConfigSchema } from '../../../main/settings/build-config'

const { kty, crv, x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
const config = {
  hubUrl: 'https://hub.example.gov.uk',
  vaultUrl: 'https://vault.example.gov.uk',
  issuer: 'https://id.example.gov.uk',
  clientId: 'casement-desktop',
  rootPublicKey: { kty, crv, x },
  production: true,
  debugSurface: false,
}
/** RFC 8037, appendix A.2: its private half is in A.1. */
const PUBLISHED = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }

describe('the build configuration', () => {
  test('has no default: without one the build stops and says what is wanted', () => {
    for (const env of [{}, { CASEMENT_BUILD_CONFIG: '' }])
      expect(() => buildConfigFile(env)).toThrow(/CASEMENT_BUILD_CONFIG names no build configuration/)
    expect(buildConfigFile({ CASEMENT_BUILD_CONFIG: '/etc/council.json' })).toBe('/etc/council.json')
  })

  test.each([
    ['a published root key', { rootPublicKey: PUBLISHED }],
    ['a published root key in a demonstration', { rootPublicKey: PUBLISHED, production: false, debugSurface: true }],
    ['a published root key in other letters', { rootPublicKey: { ...PUBLISHED, x: PUBLISHED.x.replace(/o$/, 'p') } }],
    ['production with the debug surface', { debugSurface: true }],
    ['production without https', { hubUrl: 'http://127.0.0.1:4801' }],
  ])('with %s is refused, by the app and already by the build', (_, change) => {
    expect(BuildConfigSchema.safeParse(config).success).toBe(true)
    expect(BuildConfigSchema.safeParse({ ...config, ...change }).success).toBe(false)
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'casement-config-')), 'config.json')
    writeFileSync(file, JSON.stringify({ ...config, ...change }))
    expect(() => readBuildConfig(file)).toThrow(/The build configuration is refused/)
    writeFileSync(file, JSON.stringify(config, null, 2))
    expect(readBuildConfig(file)).toBe(JSON.stringify(config))
  })
})
