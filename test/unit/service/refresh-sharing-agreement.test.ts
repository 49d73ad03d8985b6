import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { SharedRolesSchema, type SharingAgreement } from '../../../shared/model/sharing'
import type { PrivateKey } from '../../../service/controller/controller-keys'
import { refreshSharingAgreement } from '../../../service/controller/refresh-sharing-agreement'
import shipped from '../../../service/controller/sharing-agreement.json'

const roles = SharedRolesSchema.parse(shipped.roles)
const keyOf = (kid: string): PrivateKey => ({ use: 'purposes', kid, jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) })
const [first, next] = [keyOf('purposes-00000001'), keyOf('purposes-00000002')]
const inSafe = (): PrivateKey => { throw new Error('in the safe') }
const AT = '2026-11-28T09:00:00.000Z'

test('the agreement is signed when it is new or has changed, and else is left as it is, the key in its safe', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'casement-agreement-')), 'sharing-agreement.jws')
  const sign = (now: SharingAgreement['roles'], key: () => PrivateKey) => refreshSharingAgreement(file, now, AT, key)
  const keep = (jws: string | null): string => { writeFileSync(file, `${jws ?? ''}\n`); return jws ?? '' }
  const one = keep(await sign(roles, () => first))
  expect(decodeJwt<SharingAgreement>(one)).toMatchObject({ type: 'sharing-agreement', serial: 1, roles })
  expect([await sign(roles, () => first), await sign(roles, inSafe)]).toEqual([null, null])
  const fewer = { ...roles, outreach: { ...roles.outreach, housing: 'flag' as const } }
  expect(decodeJwt<SharingAgreement>(keep(await sign(fewer, () => next)))).toMatchObject({ serial: 2, roles: fewer })
  await expect(sign(roles, inSafe)).rejects.toThrow('in the safe')
})
