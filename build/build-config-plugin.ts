import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import { BuildConfigSchema } from '../main/settings/build-config.ts'
import { repositoryRoot } from './repository-root.ts'

const ID = 'virtual:build-config'
const RESOLVED = `\0${ID}`

/** What to say where no build configuration was chosen. */
export const NO_BUILD_CONFIG =
  'CASEMENT_BUILD_CONFIG names no build configuration: a JSON file with hubUrl, vaultUrl, issuer, clientId, rootPublicKey, production and debugSurface (main/settings/build-config.ts). For the demonstration run `npm start`, which makes its own.'

/**
 * The file that `CASEMENT_BUILD_CONFIG` names: there is no default, for an app that trusts a key which nobody chose would
 * trust the wrong one. Throws when none is named.
 */
export function buildConfigFile(env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  const named = env.CASEMENT_BUILD_CONFIG ?? ''
  if (named !== '') return path.resolve(repositoryRoot, named)
  throw new Error(NO_BUILD_CONFIG)
}

/**
 * Offers the build configuration as `virtual:build-config`; one that the app would refuse at its start stops the build. Parsed
 * at run time, so that no value is folded into the code: two builds differ in this one string, and a test can prove it.
 */
export function buildConfigPlugin(find: () => string = buildConfigFile): Plugin {
  return {
    name: 'casement:build-config',
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined
      const file = find()
      this.addWatchFile(file)
      return `export const rawBuildConfig = JSON.parse(${JSON.stringify(readBuildConfig(file))})`
    },
  }
}

/** The configuration as compact JSON, as it was written. Throws, naming what is amiss, when the app would not start with it. */
export function readBuildConfig(file: string): string {
  const raw: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const parsed = BuildConfigSchema.safeParse(raw)
  if (parsed.success) return JSON.stringify(raw)
  const words = parsed.error.issues.map(({ path: at, message }) => `${at.join('.') || 'configuration'}: ${message}`)
  throw new Error(`The build configuration is refused. ${words.join('; ')}`)
}
