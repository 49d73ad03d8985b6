import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import {
  controlFile,
  copyrightFile,
  debianArchitecture,
  debianVersion,
  DESKTOP_FILE,
  INSTALLED,
  LAUNCHER,
  linkedLibraries,
} from './debian-package'
import type { PackedApp } from './pack'

interface DebianBuild {
  readonly root: string
  readonly packed: PackedApp
  readonly output: string
  readonly isTestRuntime: boolean
}

/** Makes a .deb of an unpacked Linux folder with dpkg-deb and answers its path. It has no maintainer scripts: nothing runs at installation. */
export function buildDebianPackage({ root, packed, output, isTestRuntime }: DebianBuild): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  const tree = path.join(root, output, 'debian')
  rmSync(tree, { recursive: true, force: true })
  layOut(tree, root, packed)
  const facts = {
    version,
    arch: process.arch,
    installedSize: kibibytes(tree),
    libraries: linkedLibraries(run('ldd', [packed.exe])),
    isTestRuntime,
  }
  write(path.join(tree, 'DEBIAN/control'), controlFile(facts))
  const file = path.join(root, output, `casement_${debianVersion(facts)}_${debianArchitecture(process.arch)}.deb`)
  run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', tree, file])
  rmSync(tree, { recursive: true })
  return file
}

function layOut(tree: string, root: string, packed: PackedApp): void {
  const app = path.join(tree, INSTALLED)
  mkdirSync(tree, { recursive: true })
  chmodSync(tree, 0o755)
  cpSync(packed.folder, app, { recursive: true })
  // Whatever the umask of whoever builds: root's, readable and not writable by others.
  run('chmod', ['-R', 'u=rwX,go=rX', app])
  // Chromium takes user namespaces where they are open, else this helper, which has to be set-uid. Never --no-sandbox.
  chmodSync(path.join(app, 'chrome-sandbox'), 0o4755)
  write(path.join(app, 'casement-launcher'), LAUNCHER, 0o755)
  mkdirSync(path.join(tree, 'usr/bin'), { recursive: true })
  symlinkSync(`../../${INSTALLED}/casement-launcher`, path.join(tree, 'usr/bin/casement'))
  write(path.join(tree, 'usr/share/applications/casement.desktop'), DESKTOP_FILE)
  write(
    path.join(tree, 'usr/share/doc/casement/copyright'),
    copyrightFile(readFileSync(path.join(root, 'LICENSE'), 'utf8')),
  )
  for (const icon of readdirSync(path.join(root, 'build/icons')).filter((name) => name.endsWith('.png'))) {
    const place = path.join(tree, 'usr/share/icons/hicolor', path.basename(icon, '.png'), 'apps')
    mkdirSync(place, { recursive: true })
    cpSync(path.join(root, 'build/icons', icon), path.join(place, 'casement.png'))
  }
  run('chmod', ['-R', 'u=rwX,go=rX', path.join(tree, 'usr')])
}

function write(file: string, text: string, mode = 0o644): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, mode)
}

function kibibytes(folder: string): number {
  const sizes = readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .map((file) => statSync(file, { throwIfNoEntry: false }))
  return Math.ceil(sizes.reduce((all, stat) => all + (stat?.isFile() === true ? stat.size : 0), 0) / 1024)
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`)
  return stdout
}
