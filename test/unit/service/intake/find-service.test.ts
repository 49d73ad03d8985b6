import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoAddressFiles, demoDataFolder } from '../../../../service/demo/data-folder'
import { findService } from '../../../../service/intake/find-service'

const ADDRESS = {
  hubUrl: 'http://127.0.0.1:1/', vaultUrl: 'http://127.0.0.1:2/', issuer: 'http://127.0.0.1:3/', intake: { clientId: 'casement-intake', clientSecret: 'x' },
}
const running = (folder: string): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'service.json'), JSON.stringify(ADDRESS))
}

describe('a running demonstration', () => {
  test.each([
    ['in the clone', false],
    ['beside a clone that is closed to other accounts', true],
  ])('with its data %s is looked for where npm start put them', (_, isClosed) => {
    const folder = demoDataFolder('/root/casement', {}, isClosed)
    expect(demoAddressFiles('/root/casement', {})).toContain(path.join(folder, 'service.json'))
  })

  test('keeps the data of two closed clones apart', () => {
    expect(demoDataFolder('/root/a', {}, true)).not.toBe(demoDataFolder('/root/b', {}, true))
  })

  test('with its data in CASEMENT_DATA_DIR is found there, and nowhere else', async () => {
    const [clone, chosen] = [mkdtempSync(path.join(tmpdir(), 'casement-clone-')), mkdtempSync(path.join(tmpdir(), 'casement-data-'))]
    running(path.join(clone, '.casement'))
    const env = { CASEMENT_DATA_DIR: chosen }
    for (const isClosed of [true, false]) expect(demoDataFolder(clone, env, isClosed)).toBe(chosen)
    await expect(findService(env, demoAddressFiles(clone, env))).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
    running(chosen)
    expect(await findService(env, demoAddressFiles(clone, env))).toEqual(ADDRESS)
    expect(await findService({}, demoAddressFiles(clone, { CASEMENT_DATA_DIR: '' }))).toEqual(ADDRESS)
  })

  test('is passed over when the environment names another service', async () => {
    await expect(findService({ HUB_URL: 'http://127.0.0.1:1' }, [])).rejects.toMatchObject({ detail: { problem: expect.stringContaining('vaultUrl') } })
  })
})
