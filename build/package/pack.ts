import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { electronRuntime, type Runtime } from '../electron-runtime'
import { fuseTroubles, readFuses, withoutLackingFuses, type FuseState } from './fuses'
import { contentTroubles } from './package-contents'
import { packagePlaces } from './package-places'
import type { PackagePlan } from './package-plan'
import { readAsar } from './read-asar'

/** A package that was read back and found in order. */
export interface PackedApp {
  /** Everything that Electron needs to start it. On Windows and macOS the installer lies beside it. */
  readonly folder: string
  readonly exe: string
  readonly asar: string
  readonly fuses: readonly FuseState[]
}

/** Packs the build in `root`/out with electron-builder, and reads the package back. Throws, saying why, when it is not as it should be. */
export function pack(root: string, plan: PackagePlan): PackedApp {
  const runtime = electronRuntime()
  const output = path.join(root, plan.output)
  rmSync(output, { recursive: true, force: true })
  runElectronBuilder(root, runtime, plan)
  const packed = packedApp(output)
  // Dead beside the fuse onlyLoadAppFromAsar, and nothing of ours. Elsewhere the installer holds it, and macOS has signed it.
  if (process.platform === 'linux') rmSync(path.join(path.dirname(packed.asar), 'default_app.asar'), { force: true })
  const troubles = [
    ...fuseTroubles(packed.fuses, plan.isInspectOpen),
    ...contentTroubles(readAsar(readFileSync(packed.asar))),
  ]
  if (troubles.length > 0)
    throw new Error(`The package is not as it should be:\n${troubles.map((trouble) => `  ${trouble}`).join('\n')}`)
  return packed
}

/** The package in a folder, as electron-builder lays it down on this platform. */
function packedApp(output: string): PackedApp {
  const { folder, exe, asar, fused } = packagePlaces(process.platform, process.arch)
  const at = (place: string): string => path.join(output, place)
  return { folder: at(folder), exe: at(exe), asar: at(asar), fuses: readFuses(readFileSync(at(fused))) }
}

function runElectronBuilder(root: string, { version, dist }: Runtime, { output, isInspectOpen }: PackagePlan): void {
  const scratch = mkdtempSync(path.join(tmpdir(), 'casement-package-'))
  const config = path.join(scratch, 'electron-builder.yml')
  const { runtimeFused } = packagePlaces(process.platform, process.arch)
  const fuseCount = readFuses(readFileSync(path.join(dist, runtimeFused))).length
  writeFileSync(config, withoutLackingFuses(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'), fuseCount))
  const given = [
    `electronVersion=${version}`,
    `electronDist=${dist}`,
    `directories.output=${output}`,
    `electronFuses.enableNodeCliInspectArguments=${String(isInspectOpen)}`,
  ]
  const args = [
    'node_modules/electron-builder/cli.js',
    'build',
    '--config',
    config,
    '--publish',
    'never',
    ...given.map((setting) => `-c.${setting}`),
  ]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  rmSync(scratch, { recursive: true })
  if (status !== 0) throw new Error('electron-builder failed')
}
