import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../../../build/repository-root'

const script = readFileSync(path.join(repositoryRoot, '.ci/run'), 'utf8')
const isSupported = /^is_supported\(\) \{$[^]*?^\}$/m.exec(script)?.[0] ?? 'false'

test.each([
  ['postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)', true],
  ['postgres (PostgreSQL) 17.5', true],
  ['postgres (PostgreSQL) 14.18', false],
  ['postgres (PostgreSQL) 9.6.24', false],
  ['something else 16', false],
  ['', false],
])('CI takes the server "%s": %s', (version, taken) => {
  const { status } = spawnSync('bash', ['-c', `${isSupported}\nis_supported "$1"`, 'bash', version])
  expect(status === 0).toBe(taken)
})

test('CI runs no suite on a server that it does not take', () => {
  expect(script).toMatch(/elif ! is_supported "[^\n]+; then\n[^\n]*\n {2}failed=[^\n]+\nelif start_postgres; then/)
})
