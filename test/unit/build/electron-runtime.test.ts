import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runInstaller } from '../../../build/electron-runtime'

test.each([
  ['ends well', 'process.exitCode = 0', 60_000, true],
  ['fails', 'process.exitCode = 1', 60_000, false],
  [
    'never ends, deaf to signals',
    "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1_000)",
    500,
    false,
  ],
])('a download that %s does not hold the look at the machine up', { timeout: 60_000 }, (_, code, patience, isDone) => {
  const script = path.join(mkdtempSync(path.join(tmpdir(), 'casement-install-')), 'install.cjs')
  writeFileSync(script, code)
  expect(runInstaller(script, patience)).toBe(isDone)
})
