import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { configFor } from '../../../build/develop-config'
import { repositoryRoot } from '../../../build/repository-root'

describe('the build configuration of npm run dev and npm run build', () => {
  test('is the one that somebody named', () => {
    for (const command of ['dev', 'build'])
      expect(configFor(command, { CASEMENT_BUILD_CONFIG: '/etc/council.json' }, '/demo.json').file).toBe(
        '/etc/council.json',
      )
  })

  test("is the demonstration's for dev, and for dev alone", () => {
    expect(configFor('dev', {}, '/demo.json')).toEqual({
      file: '/demo.json',
      words: expect.stringContaining('keep its npm start running'),
    })
    expect(configFor('build', {}, '/demo.json').file).toBeNull()
  })

  test.each(['dev', 'build'])(
    'is asked for in words by npm run %s where there is none, without a stack trace',
    { timeout: 60_000 },
    (command) => {
      const env = { PATH: process.env.PATH, CASEMENT_DATA_DIR: mkdtempSync(path.join(tmpdir(), 'casement-none-')) }
      const args = ['--import', 'tsx', 'build/develop.ts', command]
      const { status, stderr, stdout } = spawnSync(process.execPath, args, {
        cwd: repositoryRoot,
        env,
        encoding: 'utf8',
      })
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toMatch(
        /^(?:dev|build): CASEMENT_BUILD_CONFIG names no build configuration: [^\n]*npm start[^\n]*\n$/,
      )
    },
  )
})
