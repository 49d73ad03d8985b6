import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { repositoryRoot } from '../../../build/repository-root'

vi.setConfig({ testTimeout: 60_000 }) // processes of their own, on a machine that may have others to run

/**
 * Runs what `npm start -- …` runs. Every program that a look at the machine would call leaves a mark in the folder instead, and the data
 * folder would be made there too.
 */
async function start(
  argv: string[],
  more: NodeJS.ProcessEnv = {},
): Promise<{ code: number; out: string; err: string; touched: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-start-'))
  const bin = mkdtempSync(path.join(tmpdir(), 'casement-start-bin-'))
  for (const name of ['ldd', 'useradd', 'apt-get', 'cp', 'test', 'xdotool']) {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n: > '${folder}/${name}'\nexit 1\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    CASEMENT_DATA_DIR: path.join(folder, 'data'),
    ...more,
  }
  const args = ['--import', 'tsx', 'build/start.ts', ...argv]
  const ended = await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot, env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  )
  return { ...ended, touched: readdirSync(folder) }
}

test.each([['--bogus'], ['--households', '0'], ['2000']])(
  'npm start -- %s is refused by code, with its usage, before anything is looked at or made',
  async (...argv) => {
    const { code, out, err, touched } = await start(argv)
    expect({ code, out, touched }).toEqual({ code: 2, out: '', touched: [] })
    expect(err).toMatch(/^ARGUMENTS_WRONG: [^]*npm start -- \[--households N\]/)
    expect(err).not.toContain('preflight')
  },
)

test('npm start -- --help tells its usage on standard output, and does nothing else', async () => {
  const { code, out, err, touched } = await start(['--help'])
  expect({ code, err, touched }).toEqual({ code: 0, err: '', touched: [] })
  expect(out).toContain('--persona officer|outreach')
})

const URL = 'postgresql://zzcanary:zzcanary@127.0.0.1:9/zzcanary'
test.each([
  [
    'half of the databases of their own',
    [],
    { HUB_DATABASE_URL: URL, VAULT_DATABASE_URL: URL },
    /HUB_MIGRATION_DATABASE_URL, VAULT_MIGRATION_DATABASE_URL\./,
  ],
  [
    '--fresh for databases of their own',
    ['--fresh'],
    {
      HUB_DATABASE_URL: URL,
      VAULT_DATABASE_URL: URL,
      HUB_MIGRATION_DATABASE_URL: URL,
      VAULT_MIGRATION_DATABASE_URL: URL,
    },
    /empty those that are your own yourself/,
  ],
])('npm start refuses %s, and repeats no address', async (_, argv, env, words) => {
  const { code, err, touched } = await start(argv, env)
  expect({ code, touched }).toEqual({ code: 2, touched: [] })
  expect(err).toMatch(words)
  expect(err).not.toContain('zzcanary')
})
