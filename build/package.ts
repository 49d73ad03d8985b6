// `npm run package`: builds the app with the configuration that somebody chose, packs it for this platform, and reads it back.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { BuildConfigSchema } from '../main/settings/build-config'
import { buildApp } from './build-app'
import { buildConfigFile, readBuildConfig } from './build-config-plugin'
import { electronRuntime } from './electron-runtime'
import { buildDebianPackage } from './package/build-debian-package'
import { fuseTable } from './package/fuses'
import { pack } from './package/pack'
import { PACKAGE_USAGE, readPackageArguments } from './package/package-arguments'
import { planPackage } from './package/package-plan'
import { testPackage } from './package/test-package'
import { hasPrograms } from './programs'
import { repositoryRoot } from './repository-root'

const REFUSED = 2
const say = (line: string): void => void process.stderr.write(`package: ${line}\n`)

process.exitCode = await main()

async function main(): Promise<number> {
  const read = readPackageArguments(process.argv.slice(2))
  if (read === null) {
    process.stderr.write(`There is an argument here that npm run package does not know.\n\n${PACKAGE_USAGE}`)
    return REFUSED
  }
  try {
    return read.isTest ? await testPackage() : packageApp()
  } catch (error) {
    say(error instanceof Error ? error.message : 'something failed')
    return 1
  }
}

function packageApp(): number {
  const file = buildConfigFile()
  const config = BuildConfigSchema.parse(JSON.parse(readBuildConfig(file)))
  const plan = planPackage({
    runtime: electronRuntime(),
    config,
    isTestAllowed: process.env.ALLOW_TEST_RUNTIME === '1',
  })
  if ('refusal' in plan) {
    say(plan.refusal)
    return REFUSED
  }
  buildApp({ buildConfig: file })
  const packed = pack(repositoryRoot, plan)
  process.stdout.write(fuseTable(packed.fuses))
  say(`packed into ${path.relative(repositoryRoot, packed.folder)}`)
  if (process.platform !== 'linux') return 0
  if (!hasPrograms('dpkg-deb')) {
    say('no .deb: dpkg-deb is not on this machine (Debian package dpkg)')
    return 1
  }
  const deb = buildDebianPackage({
    root: repositoryRoot,
    packed,
    output: plan.output,
    isTestRuntime: plan.isTestRuntime,
  })
  say(`${path.relative(repositoryRoot, deb)}: ${Math.round(readFileSync(deb).length / 1_000_000)} MB`)
  return 0
}
