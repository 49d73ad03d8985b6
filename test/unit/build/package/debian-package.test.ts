import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { controlFile, copyrightFile, debianArchitecture, dependencies, LAUNCHER, linkedLibraries, type DebianFacts } from '../../../../build/package/debian-package'

const LDD = `\tlinux-vdso.so.1 (0x00007fff)
\tlibgtk-3.so.0 => /lib/x86_64-linux-gnu/libgtk-3.so.0 (0x00007f)
\tlibnss3.so => /lib/x86_64-linux-gnu/libnss3.so (0x00007f)
\tlibodd.so.1 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007f)
`
const FACTS: DebianFacts = { version: '0.1.0', arch: 'x64', installedSize: 240_000, libraries: linkedLibraries(LDD), isTestRuntime: false }

describe('the Debian package', () => {
  test('depends on what the binary is linked with, under old and new names, and on what it opens at run time', () => {
    expect(linkedLibraries(LDD)).toEqual(['libgtk-3.so.0', 'libnss3.so', 'libodd.so.1'])
    expect(dependencies(FACTS.libraries)).toBe('libc6, libgtk-3-0 | libgtk-3-0t64, libnss3, libsecret-1-0, xdg-utils')
  })

  test('says name, version and architecture as dpkg wants them', () => {
    const control = controlFile(FACTS)
    expect(control).toMatch(/^Package: casement\nVersion: 0\.1\.0\nArchitecture: amd64\n/)
    expect(control).toMatch(/^Description: .+\n( .+\n)+$/m)
    expect(control.endsWith('\n')).toBe(true)
    expect(debianArchitecture('arm64')).toBe('arm64')
    expect(() => debianArchitecture('ia32')).toThrow(/ia32/)
  })

  test('with the test runtime, name and description say so: nobody takes it for what users get', () => {
    const control = controlFile({ ...FACTS, isTestRuntime: true })
    expect(control).toContain('Version: 0.1.0+test.runtime\n')
    expect(control).toContain('TEST RUNTIME, NEVER TO BE INSTALLED FOR WORK')
    expect(controlFile(FACTS)).not.toMatch(/test/i)
  })

  test('carries the licence whole, in the form that Debian reads', () => {
    expect(copyrightFile('GNU AGPL\n\n  Version 3\n')).toContain('License: AGPL-3.0-only\n GNU AGPL\n .\n   Version 3\n')
  })

  test('starts the app by its launcher, from wherever it lies: without core dumps, its arguments whole, and not with NODE_OPTIONS', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'casement-launcher-'))
    for (const folder of ['opt/casement', 'usr/bin']) mkdirSync(path.join(root, folder), { recursive: true })
    writeFileSync(path.join(root, 'opt/casement/casement-launcher'), LAUNCHER, { mode: 0o755 })
    writeFileSync(path.join(root, 'opt/casement/casement'), '#!/bin/sh\nulimit -c\nprintf "%s\\n" "$@"\n', { mode: 0o755 })
    symlinkSync('../../opt/casement/casement-launcher', path.join(root, 'usr/bin/casement'))
    const start = (NODE_OPTIONS: string) =>
      spawnSync(path.join(root, 'usr/bin/casement'), ['--one', 'two three'], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS } })
    expect(start('').stdout).toBe('0\n--one\ntwo three\n')
    const refused = start('--inspect')
    expect(refused.status).toBe(3)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toContain('does not start with debugging or unsafe options: NODE_OPTIONS')
  })
})
