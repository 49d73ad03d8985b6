import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n')

it.each(['README.md', 'ARCHITECTURE.md', 'SECURITY.md', 'DECISIONS.md'])('when %s names a source file, the file exists', (document) => {
  const named = readFileSync(path.join(root, document), 'utf8').match(/`[\w./-]+\.(?:tsx?|cedar|yml)`/g) ?? []
  const missing = named.map((name) => name.slice(1, -1)).filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))
  expect(missing).toEqual([])
})
