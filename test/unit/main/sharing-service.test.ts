import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { CasementError } from '../../../shared/errors/casement-error'
import { SharingService } from '../../../main/domain/sharing-service'
import { NO_KEYS_BEFORE, openKeyBundle, type TrustedKeys } from '../../../main/keys/key-bundle'
import { prepareControllerKeys } from '../../../service/controller/controller-key-files'
import { signSharingAgreement } from '../../../service/controller/controller-keys'
import { rotateKey } from '../../../service/controller/rotate-key'
import { ControllerFolder } from '../../support/controller-files'

const SINCE = '2026-11-28T09:00:00.000Z'
let keys: TrustedKeys
let [first, second, forged, purposes] = ['', '', '', '']
beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-sharing-'))
  const files = await prepareControllerKeys(folder, Date.now())
  const controller = new ControllerFolder(folder)
  const read = (file: string): string => readFileSync(file, 'utf8').trim()
  ;[first, purposes] = [read(files.sharingAgreementFile), read(files.purposesFile)]
  keys = await openKeyBundle({ bundle: read(files.bundleFile), purposes }, files.rootPublicKey, NO_KEYS_BEFORE)
  await controller.signSharing((agreement) => ({ ...agreement, serial: 2 }))
  second = read(files.sharingAgreementFile)
  const agreement = JSON.parse(Buffer.from(second.split('.')[1] ?? '', 'base64url').toString()) as Parameters<typeof signSharingAgreement>[0]
  const { kid } = controller.purposesKey
  forged = await signSharingAgreement(agreement, { use: 'purposes', kid, jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) })
})

const answer = (...signed: string[]) =>
  new SharingService({ keys: async () => keys, hub: { sharingAgreement: async () => ({ versions: signed.map((jws) => ({ signed: jws, since: SINCE })) }) } as never }).getAgreement()
const refusal = (...signed: string[]): Promise<string> => answer(...signed).then(() => 'shown', (error: unknown) => (error instanceof CasementError ? error.code : String(error)))

test('the version in force and those before it are shown, each with the key that signed it and since when it holds', async () => {
  const { inForce, earlier } = await answer(second, first)
  expect([inForce.agreement.serial, earlier.map(({ agreement }) => agreement.serial)]).toEqual([2, [1]])
  expect(inForce).toMatchObject({ since: SINCE, signedBy: expect.stringMatching(/^purposes-[0-9a-f]{8}$/), agreement: { roles: { outreach: { education: 'flag' } } } })
})

test('nothing is shown of what the controller did not sign as an agreement, nor with an older version in the first place', async () => {
  const altered = [first.split('.')[0], Buffer.from(Buffer.from(first.split('.')[1] ?? '', 'base64url').toString().replace('"hidden"', '"detail"')).toString('base64url'), first.split('.')[2]].join('.')
  for (const wrong of [[forged], [altered], [purposes], [first, second], [first, first], [second, altered]]) expect(await refusal(...wrong)).toBe('KEY_BUNDLE_INVALID')
  expect(await refusal(second, first)).toBe('shown')
})

test('after the purposes key was changed the version in force is by the new key; those before it stand by the key of then, and none in force does', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-sharing-rotated-'))
  const files = await prepareControllerKeys(folder, Date.now())
  const read = (file: string): string => readFileSync(file, 'utf8').trim()
  const before = read(files.sharingAgreementFile)
  await rotateKey({ folder, rootFile: path.join(folder, 'controller-root.json'), use: 'purposes' }, Date.now())
  const again = read(files.sharingAgreementFile)
  await new ControllerFolder(folder).signSharing((agreement) => ({ ...agreement, serial: 2 }))
  const rotated = await openKeyBundle({ bundle: read(files.bundleFile), purposes: read(files.purposesFile) }, files.rootPublicKey, NO_KEYS_BEFORE)
  const shown = (...signed: string[]) => new SharingService({ keys: async () => rotated, hub: { sharingAgreement: async () => ({ versions: signed.map((jws) => ({ signed: jws, since: SINCE })) }) } as never }).getAgreement()
  expect((await shown(read(files.sharingAgreementFile), before)).earlier).toHaveLength(1)
  expect((await shown(again)).inForce.agreement.serial).toBe(1)
  await expect(shown(before)).rejects.toMatchObject({ code: 'KEY_RETIRED' })
})
