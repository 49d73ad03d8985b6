import { spawn, type SpawnOptions } from 'node:child_process'

/** Runs a program to its end, its output passed through. The exit code; null when a signal or a missing file ended it. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options })
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`)
      resolve(null)
    })
    child.once('close', (code) => resolve(code))
  })
}
