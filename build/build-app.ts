import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { repositoryRoot } from './repository-root'

/** What to build, and where to. */
export interface AppBuild {
  /** Folder that main, preload and renderer are put into; default `out`. */
  readonly outDir?: string
  /** The build configuration's file; default: the one that `CASEMENT_BUILD_CONFIG` names. */
  readonly buildConfig?: string
  /** The repository, or its reachable copy. */
  readonly root?: string
}

/** Builds the app and returns the folder that `electron <folder>` starts. Throws when the build fails. */
export function buildApp({ outDir = 'out', buildConfig, root = repositoryRoot }: AppBuild = {}): string {
  const folder = path.resolve(root, outDir)
  const config = buildConfig === undefined ? {} : { CASEMENT_BUILD_CONFIG: buildConfig }
  const { status } = spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
    cwd: root,
    env: { ...process.env, ...config, CASEMENT_OUT_DIR: folder },
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('The app does not build')
  return folder
}
