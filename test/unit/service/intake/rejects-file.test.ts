import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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

test('two extracts of one name, from two folders, have a rejects file each; an older one that anybody may read is closed to others', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-rejects-'))
  const files = ['ashford', 'dover'].map((name) => path.join(folder, name, 'housing.txt'))
  for (const [i, file] of files.entries()) {
    mkdirSync(path.dirname(file))
    writeFileSync(file, extractOf(housing, [{ ...GOOD_HOUSING, ...(i === 0 ? { DOB: '31/02/1980' } : { NINO: 'none' }) }]))
  }
  const rejectsDir = path.join(folder, 'rejects')
  mkdirSync(rejectsDir)
  writeFileSync(path.join(rejectsDir, 'housing.txt.rejects.csv'), 'of another run', { mode: 0o644 })
  await runIntake({ source: 'housing', files, rejectsDir, hubUrl: 'http://127.0.0.1:9', vaultUrl: 'http://127.0.0.1:9', clock: Date, tokens: async () => 'token' }).catch(() => undefined)
  const written = readdirSync(rejectsDir).toSorted()
  expect(written).toEqual(['housing.txt.2.rejects.csv', 'housing.txt.rejects.csv'])
  expect(written.map((name) => readFileSync(path.join(rejectsDir, name), 'utf8').split('\r\n')[1]?.split(',')[1])).toEqual(['NINO', 'DOB'])
  expect(written.map((name) => statSync(path.join(rejectsDir, name)).mode & 0o777)).toEqual([0o600, 0o600])
})
