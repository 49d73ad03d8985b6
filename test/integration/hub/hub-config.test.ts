import { expect, test } from 'vitest'
import { HubEnvironmentSchema } from '../../../service/hub/hub-config'
import { VaultEnvironmentSchema } from '../../../service/vault/config'

const root = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
const environment = {
  HUB_DATABASE_URL: 'postgres://hub@db/hub', HUB_KEYS_FILE: 'k', VAULT_DATABASE_URL: 'postgres://vault@db/vault', VAULT_KEYS_FILE: 'k', KEY_BUNDLE_FILE: 'b', PURPOSES_FILE: 'p', SHARING_AGREEMENT_FILE: 's',
  CONTROLLER_ROOT_KEY: root, PORT: '1',
}
const isAccepted = (issuer: string): readonly boolean[] =>
  [HubEnvironmentSchema, VaultEnvironmentSchema].map((schema) => schema.safeParse({ ...environment, OIDC_ISSUER: issuer }).success)

test.each(['https://login.example.gov.uk/tenant/v2.0', 'http://127.0.0.1:47600', 'http://localhost:1', 'http://[::1]:1'])('hub and vault take the issuer %s', (issuer) => {
  expect(isAccepted(issuer)).toEqual([true, true])
})

test.each(['http://login.example.gov.uk', 'http://127.0.0.1.example.com', 'http://localhost.example.com', 'http://127.0.0.1@example.com', 'ftp://127.0.0.1', 'login.example.gov.uk'])(
  'hub and vault refuse the issuer %s: its keys could be replaced on the way',
  (issuer) => {
    expect(isAccepted(issuer)).toEqual([false, false])
  },
)
