import { createRequire } from 'node:module'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { asarArchive } from '../../../build/asar-archive'

const asar = createRequire(import.meta.url)('@electron/asar') as {
  extractFile(archive: string, file: string): Buffer
}

test("electron's own reader finds every file of the archive we write", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-asar-'))
  const archive = path.join(folder, 'app.asar')
  writeFileSync(archive, asarArchive({ 'package.json': '{"main":"main.js"}', 'main.js': '/* é */ 1' }))
  expect(asar.extractFile(archive, 'main.js').toString()).toBe('/* é */ 1')
  expect(asar.extractFile(archive, 'package.json').toString()).toBe('{"main":"main.js"}')
  rmSync(folder, { recursive: true })
})
