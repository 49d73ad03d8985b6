import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runIntake } from '../../../../service/intake/run-intake'
import { housing } from '../../../../service/intake/mappings/housing'
import { extractOf, GOOD_HOUSING } from './extract-text'

test('rejects that cannot be written stop the run by code before a row is sent, and without naming the path', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-rejects-'))
  const file = path.join(folder, 'zzcanary.txt')
  writeFileSync(file, extractOf(housing, [GOOD_HOUSING]))
  const calls: string[] = []
  const run = runIntake({
    source: 'housing', files: [file], rejectsDir: path.join(file, 'below-a-file'), hubUrl: 'http://127.0.0.1:9', vaultUrl: 'http://127.0.0.1:9', clock: Date,
    tokens: async (audience) => (calls.push(audience), 'token'),
  })
  const error: unknown = await run.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'INTAKE_REJECTS_UNWRITABLE' })
  expect(error).not.toHaveProperty('cause')
  expect(calls).toEqual([])
  expect(readFileSync(file, 'utf8')).toContain('#END')
})
