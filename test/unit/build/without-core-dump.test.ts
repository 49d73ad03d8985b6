import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { withoutCoreDump } from '../../../build/without-core-dump'

describe('a program started without core dumps', () => {
  test('has the limit, soft and hard, and gets its arguments as they are', () => {
    const script = 'ulimit -Sc; ulimit -Hc; for word in "$@"; do echo "[$word]"; done'
    const [command, args] = withoutCoreDump('/bin/sh', ['-c', script, 'sh', 'two words', '$HOME', ''], 'linux')
    expect(spawnSync(command, [...args], { encoding: 'utf8' }).stdout).toBe('0\n0\n[two words]\n[$HOME]\n[]\n')
  })

  test('is the process itself: its end is the end of what was started', () => {
    const [command, args] = withoutCoreDump(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM")'], 'linux')
    expect(spawnSync(command, [...args]).signal).toBe('SIGTERM')
  })

  test('is started as it is where there is no such limit', () => {
    expect(withoutCoreDump('electron.exe', ['out'], 'win32')).toEqual(['electron.exe', ['out']])
  })
})
