import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readArguments } from '../../../../service/intake/read-arguments'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'casement-intake-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command line in a process of its own, far from any running demonstration. */
async function intake(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, HUB_URL: 'http://127.0.0.1:9', VAULT_URL: 'http://127.0.0.1:9', OIDC_ISSUER: 'http://127.0.0.1:9', INTAKE_CLIENT_ID: 'x', INTAKE_CLIENT_SECRET: 'x' }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', path.join(ROOT, 'service/intake/cli.ts'), ...argv], { cwd: ROOT, env })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, err: failed.stderr }
  }
}

describe('readArguments', () => {
  test('reads the forms of its usage', () => {
    expect(readArguments(['load', '--source', 'housing', 'a.txt', 'b.txt'])).toEqual({ command: 'load', source: 'housing', files: ['a.txt', 'b.txt'], rejectsDir: null })
    expect(readArguments(['load', '--rejects', 'r', '--source=housing', 'a.txt'])).toMatchObject({ rejectsDir: 'r' })
    expect(readArguments(['sources'])).toEqual({ command: 'sources' })
    expect(readArguments(['--help'])).toEqual({ command: 'help' })
  })

  test.each([[[]], [['load']], [['load', 'a.txt']], [['load', '--source', 'housing']], [['load', '--source']], [['load', '--source', '', 'a']], [['sources', 'x']], [['drop', 'table']], [['--frce']], [['load', '--source', 'housing', 'a', '--x=1']]])(
    '%j is wrong, with words', (argv) => expect(readArguments(argv)).toMatchObject({ command: 'wrong', words: expect.stringMatching(/\.$/) }),
  )
})

describe('the command', { timeout: 60_000 }, () => {
  test('lists its sources', async () => expect(await intake('sources')).toMatchObject({ code: 0, out: expect.stringContaining('revenues-and-benefits') }))
  test('refuses nonsense by code, with its usage', async () =>
    expect(await intake('frobnicate')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^ARGUMENTS_WRONG: [^]*npm run intake -- load/) }))
  test('tells its usage on standard output when asked', async () =>
    expect(await intake('--help')).toMatchObject({ code: 0, out: expect.stringContaining('npm run intake -- load'), err: '' }))

  test('names an unknown source by code and lists the known', async () => {
    expect(await intake('load', '--source', 'nhs', 'a.txt')).toMatchObject({ code: 2, err: expect.stringMatching(/INTAKE_SOURCE_UNKNOWN[^]*housing/) })
  })

  test('names a missing file by its place, not its path', async () => {
    const { code, err } = await intake('load', '--source', 'housing', path.join(folder, 'zzcanary.txt'))
    expect(code).toBe(2)
    expect(err).toContain('INTAKE_FILE_UNREADABLE')
    expect(err).not.toContain('zzcanary')
  })

  test('refuses a truncated extract before it speaks to any service', async () => {
    const file = path.join(folder, 'cut.txt')
    await writeFile(file, 'TENANCY_REF|PART')
    expect(await intake('load', '--source', 'housing', file)).toMatchObject({ code: 2, err: expect.stringContaining('INTAKE_LAYOUT') })
  })
})
