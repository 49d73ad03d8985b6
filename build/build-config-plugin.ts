import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import { repositoryRoot } from './repository-root.ts'

const ID = 'virtual:build-config'
const RESOLVED = `\0${ID}`

/** The file that the build configuration is read from: `CASEMENT_BUILD_CONFIG`, else the demonstration's. */
export function buildConfigFile(env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  return path.resolve(repositoryRoot, env.CASEMENT_BUILD_CONFIG ?? 'build/demo-build-config.json')
}

/**
 * Offers the build configuration as `virtual:build-config`. Parsed at run time, so that no value is folded into the
 * code: two builds differ in this one string, and a test can prove it.
 */
export function buildConfigPlugin(file: string = buildConfigFile()): Plugin {
  return {
    name: 'casement:build-config',
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined
      this.addWatchFile(file)
      return `export const rawBuildConfig = JSON.parse(${JSON.stringify(compact(readFileSync(file, 'utf8')))})`
    },
  }
}

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json) as unknown)
}
