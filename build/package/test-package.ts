import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BuildConfigSchema } from '../../main/settings/build-config'
import { buildApp } from '../build-app'
import { readBuildConfig } from '../build-config-plugin'
import { runE2e, type E2eStage } from '../e2e-suite'
import { electronRuntime } from '../electron-runtime'
import { preflight } from '../preflight'
import { hasPrograms } from '../programs'
import { reachableFolder } from '../reachable'
import { closingLines } from '../suite-report'
import { buildDebianPackage } from './build-debian-package'
import { installDebianPackage } from './install-debian-package'
import { pack, type PackedApp } from './pack'
import { planPackage, type PackagePlan } from './package-plan'

const FOLDER = 'dist/tried'
const PROGRAMS = ['dpkg-deb', 'xdotool', 'Xvfb'] as const

/**
 * `npm run package -- --test`: packs the app as it is released and the variant for tests, installs the .deb into a folder of its own, starts
 * both and tries them (test/package). Nothing of it is for anybody: it trusts keys made for this run. Answers the exit code.
 */
export async function testPackage(): Promise<number> {
  if (process.platform !== 'linux') throw new Error('The package is tried on Linux only')
  const missing = PROGRAMS.filter((program) => !hasPrograms(program))
  if (missing.length > 0)
    throw new Error(`Not on this machine: ${missing.join(', ')}. Install the Debian packages dpkg, xdotool and xvfb`)
  if (!preflight()) return 1
  const counts = await runE2e([], {
    config: 'test/package/playwright.config.ts',
    keptIn: 'test-results/package',
    isUnseen: true,
    build: packBoth,
  })
  process.stdout.write(closingLines(counts))
  return counts.failed > 0 ? 1 : 0
}

function packBoth({ root, prepared, account }: E2eStage): NodeJS.ProcessEnv {
  rmSync(path.join(root, FOLDER), { recursive: true, force: true })
  const [test] = packWith(root, path.join(prepared, 'build-config.json'))
  const [release, plan] = packWith(root, path.join(prepared, 'release-build-config.json'))
  const deb = buildDebianPackage({ root, packed: release, output: plan.output, isTestRuntime: plan.isTestRuntime })
  const installed = path.join(root, FOLDER, 'installed')
  mkdirSync(installed, { recursive: true })
  installDebianPackage(deb, installed)
  const facts = path.join(prepared, 'packages.json')
  writeFileSync(
    facts,
    JSON.stringify({
      deb,
      installed: reachableFolder(installed, account),
      release: reachableFolder(release.folder, account),
      test: reachableFolder(test.folder, account),
    }),
  )
  return { CASEMENT_PACKAGES: facts }
}

function packWith(root: string, configFile: string): [PackedApp, PackagePlan] {
  const config = BuildConfigSchema.parse(JSON.parse(readBuildConfig(configFile)))
  const plan = planPackage({ runtime: electronRuntime(), config, isTestAllowed: true })
  if ('refusal' in plan) throw new Error(plan.refusal)
  buildApp({ root, buildConfig: configFile })
  const here = { ...plan, output: path.join(FOLDER, path.basename(plan.output)) }
  return [pack(root, here), here]
}
