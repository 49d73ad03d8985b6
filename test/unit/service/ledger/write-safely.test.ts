import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FileExists, writeSafely } from '../../../../service/ledger/write-safely'

// The file system of the test machine knows links: what a stick answers is put in its place.
vi.mock('node:fs/promises', async (original) => ({ ...(await original<typeof files>()), link: vi.fn((await original<typeof files>()).link) }))

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'casement-write-'))))
afterEach(() => {
  vi.mocked(files.link).mockReset()
  rmSync(folder, { recursive: true, force: true })
})

async function* lines(...some: string[]) {
  yield* some
}
const noLinks = () => vi.mocked(files.link).mockRejectedValue(Object.assign(new Error('link'), { code: 'EPERM' }))

test('on a stick, which knows no links, a file is written whole, for its owner alone, and never over another', async () => {
  noLinks()
  const file = path.join(folder, 'bundle')
  await writeSafely(file, lines('one\n', 'two\n'), false)
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, readdirSync(folder)]).toEqual(['one\ntwo\n', 0o600, ['bundle']])
  await expect(writeSafely(file, lines('three\n'), false)).rejects.toThrow(FileExists)
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['one\ntwo\n', ['bundle']])
})

test('what a killed run left behind goes with the next one; what is being written now, or is of another file, stays', async () => {
  const [old, fresh, other] = ['.bundle.00112233.part', '.bundle.44556677.part', '.bundle2.00112233.part']
  for (const name of [old, fresh, other]) writeFileSync(path.join(folder, name), 'what an officer wrote')
  for (const name of [old, other]) utimesSync(path.join(folder, name), 1, 1)
  await writeSafely(path.join(folder, 'bundle'), lines('one\n'), true)
  expect(readdirSync(folder).toSorted()).toEqual([fresh, other, 'bundle'])
})
