import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { AccessService } from '../../../main/domain/access-service'
import { WrapStore } from '../../../main/keys/wrap-store'
import { RecoverySpool } from '../../../main/store/recovery-spool'

const PASSPHRASE = 'gravel lantern otter thimble'

/** A laptop that is signed in; enrolling answers that it was reached. */
async function signedIn(policy: Readonly<{ hasKeyStore: boolean; needsKeyStore: boolean }>): Promise<AccessService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-access-'))
  const access = new AccessService({
    ...policy,
    clock: { now: () => 0, elapsed: () => 0 },
    wraps: new WrapStore(folder),
    spool: new RecoverySpool(folder),
    isTestRuntime: false,
    signIn: () => Promise.resolve({ officerId: 'amara.okafor', refreshToken: 'r' }),
    stopSignIn: () => undefined,
    enrol: () => Promise.reject(new Error('enrolment was reached')),
    unwrap: () => Promise.reject(new Error('unused')),
    open: () => {
      throw new Error('unused')
    },
    wipedAt: () => null,
    onEnrolled: () => undefined,
    onChanged: () => undefined,
  })
  await access.signIn()
  return access
}

describe('enrolling', () => {
  it('is refused by production policy without a key store, and by nothing else', async () => {
    await expect(
      (await signedIn({ hasKeyStore: false, needsKeyStore: true })).enrol({ passphrase: PASSPHRASE }),
    ).rejects.toMatchObject({ code: 'ACCESS_KEY_STORE_REQUIRED' })
    for (const policy of [
      { hasKeyStore: true, needsKeyStore: true },
      { hasKeyStore: false, needsKeyStore: false },
    ]) {
      await expect((await signedIn(policy)).enrol({ passphrase: PASSPHRASE })).rejects.toThrow('enrolment was reached')
    }
  })

  it('happens once at a time: a second click is refused while the first is under way', async () => {
    const access = await signedIn({ hasKeyStore: true, needsKeyStore: true })
    const [first, second] = await Promise.allSettled([
      access.enrol({ passphrase: PASSPHRASE }),
      access.enrol({ passphrase: PASSPHRASE }),
    ])
    expect(first).toMatchObject({ reason: { message: 'enrolment was reached' } })
    expect(second).toMatchObject({ reason: { code: 'REQUEST_INVALID' } })
  })
})
