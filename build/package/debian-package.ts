// What the Debian package says of itself. No effects here: build-debian-package.ts writes it.
import { packagesFor } from '../preflight-decisions'

/** What is known of the package. */
export interface DebianFacts {
  readonly version: string
  /** As Node names it. */
  readonly arch: string
  /** Of all files, in KiB. */
  readonly installedSize: number
  /** Shared libraries that the app's binary is linked with, as `ldd` tells. */
  readonly libraries: readonly string[]
  readonly isTestRuntime: boolean
}

/** Where it lies when it is installed. */
export const INSTALLED = 'opt/casement'
const MAINTAINER = 'Casement contributors <maintainers@casement.invalid>'
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }
/** Libraries that Debian 13 and Ubuntu 24.04 renamed when time became 64 bits wide. */
const RENAMED = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libglib2.0-0',
  'libgtk-3-0',
]
/** Opened by name at run time, so that no linker knows: the key store's client. And the way to the browser. */
const AT_RUN_TIME = ['libsecret-1-0', 'xdg-utils']

export const debianVersion = ({ version, isTestRuntime }: Pick<DebianFacts, 'version' | 'isTestRuntime'>): string =>
  isTestRuntime ? `${version}+test.runtime` : version

export const debianArchitecture = (arch: string): string => {
  const known = ARCHITECTURES[arch]
  if (known === undefined) throw new Error(`No Debian package is made for ${arch}`)
  return known
}

/** The names that `ldd` says a binary is linked with. */
export const linkedLibraries = (lddOutput: string): string[] =>
  [...lddOutput.matchAll(/^\s*(\S+) => /gm)].map((match) => match[1] ?? '')

export function dependencies(libraries: readonly string[]): string {
  const { packages } = packagesFor(libraries)
  return [
    'libc6',
    ...[...packages, ...AT_RUN_TIME].toSorted().map((name) => (RENAMED.includes(name) ? `${name} | ${name}t64` : name)),
  ].join(', ')
}

export function controlFile(facts: DebianFacts): string {
  const short = facts.isTestRuntime
    ? 'TEST RUNTIME, NEVER TO BE INSTALLED FOR WORK'
    : 'pseudonymised view of households at risk of crisis'
  return `Package: casement
Version: ${debianVersion(facts)}
Architecture: ${debianArchitecture(facts.arch)}
Maintainer: ${MAINTAINER}
Installed-Size: ${facts.installedSize}
Depends: ${dependencies(facts.libraries)}
Recommends: gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: ${short}
 Casement shows council officers a joined-up, pseudonymised view of households
 at risk of homelessness or financial crisis. Names and addresses open only
 after stating a legitimate need, which is written to a provable log first.
`
}

/**
 * Core limit 0 first: a crash leaves no picture of its memory on the disk. NODE_OPTIONS is refused here, for Electron with its fuse shut takes
 * the variable away before the app could see it. Found by its own place, wherever the package was put.
 */
export const LAUNCHER = `#!/bin/sh
if [ -n "\${NODE_OPTIONS:-}" ]; then
  echo 'Casement does not start with debugging or unsafe options: NODE_OPTIONS' >&2
  exit 3
fi
ulimit -c 0
exec "$(dirname "$(readlink -f "$0")")/casement" "$@"
`

export const DESKTOP_FILE = `[Desktop Entry]
Type=Application
Name=Casement
Comment=Households at risk, pseudonymised
Exec=/usr/bin/casement
Icon=casement
Terminal=false
Categories=Office;
StartupWMClass=casement
SingleMainWindow=true
`

export const copyrightFile = (
  licence: string,
): string => `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Casement
Comment: Electron's and Chromium's licences lie in /${INSTALLED}/LICENSE.electron.txt
 and /${INSTALLED}/LICENSES.chromium.html, those of bundled packages in the
 archive (out/*/third-party-licences.md). The style sheets hold parts of GOV.UK
 Frontend and of MoJ Frontend, Crown copyright, under the MIT licence.

Files: *
Copyright: Casement contributors
License: AGPL-3.0-only
${licence
  .trimEnd()
  .split('\n')
  .map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`))
  .join('\n')}
`
