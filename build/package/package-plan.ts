import path from 'node:path'
import type { BuildConfig } from '../../main/settings/build-config'
import type { Runtime } from '../electron-runtime'

/** What is known before anything is packed. */
export interface PackageFacts {
  readonly runtime: Pick<Runtime, 'version' | 'fallback'>
  readonly config: Pick<BuildConfig, 'production' | 'debugSurface'>
  /** ALLOW_TEST_RUNTIME=1: somebody said that this is a test. */
  readonly isTestAllowed: boolean
}

/** How to pack: `output` below the repository, and whether the inspect fuse is open. */
export interface PackagePlan {
  readonly output: string
  readonly isInspectOpen: boolean
  /** Part of the package's version and its description, so that nobody takes it for what users get. */
  readonly isTestRuntime: boolean
}

/** Decides how to pack, or answers why not to, in words. */
export function planPackage({
  runtime,
  config,
  isTestAllowed,
}: PackageFacts): PackagePlan | { readonly refusal: string } {
  if (runtime.fallback && config.production) {
    return {
      refusal: `Electron ${runtime.version} is the test runtime, out of support: it is never packed with a production configuration. Package where Electron itself can be installed (npx install-electron).`,
    }
  }
  if (runtime.fallback && !isTestAllowed) {
    return {
      refusal: `Electron ${runtime.version} is the test runtime, out of support, and is not packed for anybody. Package where Electron itself can be installed (npx install-electron); for a test on this machine: ALLOW_TEST_RUNTIME=1 npm run package`,
    }
  }
  const name = `${runtime.fallback ? 'test-runtime' : 'release'}${config.debugSurface ? '-debug-surface' : ''}`
  return { output: path.join('dist', name), isInspectOpen: config.debugSurface, isTestRuntime: runtime.fallback }
}
