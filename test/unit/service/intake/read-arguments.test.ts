import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { housing } from '../../../../service/intake/mappings/housing'
import { readArguments } from '../../../../service/intake/read-arguments'
import { extractOf, GOOD_HOUSING } from './extract-text'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'casement-intake-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command line in a process of its own, where no service runs and none is named: not even a demonstration's. */
async function intake(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, CASEMENT_DATA_DIR: path.join(folder, 'none') }
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

  test.each([
    ['cut in its header', 'TENANCY_REF|PART', 'INTAKE_TRUNCATED'],
    ['empty', '', 'INTAKE_TRUNCATED'],
    ['without its trailer', extractOf(housing, [GOOD_HOUSING]).replace(/#END.*/, ''), 'INTAKE_TRUNCATED'],
    ['of another layout', 'TENANCY|PARTY', 'INTAKE_LAYOUT'],
    ['in another encoding', Buffer.from(extractOf(housing, [GOOD_HOUSING]), 'utf16le'), 'INTAKE_ENCODING'],
  ])('refuses an extract %s though no service runs', async (_, content, code) => {
    const file = path.join(folder, 'extract.txt')
    await writeFile(file, content)
    expect(await intake('load', '--source', 'housing', file)).toMatchObject({ code: 2, err: expect.stringContaining(`${code}: `) })
  })

  test('says of a good extract that no service runs', async () => {
    const file = path.join(folder, 'good.txt')
    await writeFile(file, extractOf(housing, [GOOD_HOUSING]))
    expect(await intake('load', '--source', 'housing', file)).toMatchObject({ code: 1, err: expect.stringContaining('no demonstration running') })
  })
})
