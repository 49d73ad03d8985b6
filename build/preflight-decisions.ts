// What preflight makes of what it finds. No effects here: preflight.ts looks and mends.

/** What was found on this machine. */
export interface Facts {
  readonly platform: NodeJS.Platform
  readonly nodeVersion: string
  /** Shared libraries that the Electron executable asks for and the machine lacks. */
  readonly missingLibraries: readonly string[]
  /** Why no Electron runtime could be had, or null. */
  readonly electronTrouble: string | null
  /** Why the embedded PostgreSQL cannot run, or null. */
  readonly postgresTrouble: string | null
  readonly hasDisplay: boolean
  readonly hasXvfb: boolean
  /** Whether keys can be pressed for nobody (xdotool), where there is no display. */
  readonly hasKeyPresser: boolean
  readonly hasKeyStore: boolean
}

/** Something amiss. `needed`: nothing works without it. `wanted`: the app runs, and says what it lacks. */
export interface Problem {
  readonly weight: 'needed' | 'wanted'
  readonly text: string
  /** Debian packages that mend it. */
  readonly packages: readonly string[]
  /** The command that mends it where packages do not. */
  readonly command?: string
}

const LOWEST_NODE = [20, 19] as const
const KEY_STORE_PACKAGES = ['dbus', 'gnome-keyring', 'libsecret-1-0']

const PACKAGE_OF_LIBRARY: readonly (readonly [pattern: RegExp, debianPackage: string])[] = [
  [/^lib(gtk-3|gdk-3)\.so/, 'libgtk-3-0'],
  [/^lib(nss3|nssutil3|smime3|ssl3)\.so/, 'libnss3'],
  [/^lib(nspr4|plc4|plds4)\.so/, 'libnspr4'],
  [/^libgbm\.so/, 'libgbm1'],
  [/^libasound\.so/, 'libasound2'],
  [/^libatk-1\.0\.so/, 'libatk1.0-0'],
  [/^libatk-bridge-2\.0\.so/, 'libatk-bridge2.0-0'],
  [/^libatspi\.so/, 'libatspi2.0-0'],
  [/^libcups\.so/, 'libcups2'],
  [/^libdrm\.so/, 'libdrm2'],
  [/^libdbus-1\.so/, 'libdbus-1-3'],
  [/^lib(glib|gobject|gio|gmodule)-2\.0\.so/, 'libglib2.0-0'],
  [/^libpango(cairo)?-1\.0\.so/, 'libpango-1.0-0'],
  [/^libcairo\.so/, 'libcairo2'],
  [/^libexpat\.so/, 'libexpat1'],
  [/^libxkbcommon\.so/, 'libxkbcommon0'],
  [/^libX11\.so/, 'libx11-6'],
  [/^libxcb\.so/, 'libxcb1'],
  [/^libXcomposite\.so/, 'libxcomposite1'],
  [/^libXdamage\.so/, 'libxdamage1'],
  [/^libXext\.so/, 'libxext6'],
  [/^libXfixes\.so/, 'libxfixes3'],
  [/^libXrandr\.so/, 'libxrandr2'],
  [/^libudev\.so/, 'libudev1'],
]

/**
 * Whether the app can draw on a display that is there. An empty variable names none; and root's Wayland session is closed to the account
 * that Electron runs as.
 */
export function hasDisplay(env: Readonly<NodeJS.ProcessEnv>, isRoot: boolean): boolean {
  return Boolean(env.DISPLAY) || (Boolean(env.WAYLAND_DISPLAY) && !isRoot)
}

/** The libraries that `ldd` reports as not found. */
export function missingLibraries(lddOutput: string): string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** The Debian packages that hold these libraries, and the libraries nobody here knows. */
export function packagesFor(libraries: readonly string[]): { packages: string[]; unknown: string[] } {
  const found = libraries.map((library) => ({ library, name: packageOf(library) }))
  return {
    packages: [...new Set(found.flatMap(({ name }) => (name === undefined ? [] : [name])))].toSorted(),
    unknown: found.filter(({ name }) => name === undefined).map(({ library }) => library),
  }
}

function packageOf(library: string): string | undefined {
  return PACKAGE_OF_LIBRARY.find(([pattern]) => pattern.test(library))?.[1]
}

/** Whether this Node is new enough. */
export function isNodeSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > LOWEST_NODE[0] || (major === LOWEST_NODE[0] && minor >= LOWEST_NODE[1])
}

/** Everything amiss, the worst first. */
export function problems(facts: Facts): Problem[] {
  return [...general(facts), ...(facts.platform === 'linux' ? linux(facts) : [])]
}

function general(facts: Facts): Problem[] {
  const found: Problem[] = []
  if (!isNodeSupported(facts.nodeVersion)) {
    const text = `Node ${facts.nodeVersion} is too old: Casement needs ${LOWEST_NODE.join('.')} or later`
    found.push({ weight: 'needed', text, packages: [] })
  }
  if (facts.electronTrouble !== null) {
    found.push({ weight: 'needed', text: facts.electronTrouble, packages: [], command: 'npx install-electron' })
  }
  if (facts.postgresTrouble !== null) {
    const text = `Embedded PostgreSQL: ${facts.postgresTrouble}`
    found.push({ weight: 'needed', text, packages: [], command: 'npm rebuild --foreground-scripts' })
  }
  return found
}

function linux(facts: Facts): Problem[] {
  const found: Problem[] = []
  const { packages, unknown } = packagesFor(facts.missingLibraries)
  if (facts.missingLibraries.length > 0) {
    const whose = unknown.length > 0 ? ` (no package known for ${unknown.join(', ')})` : ''
    const text = `Electron lacks shared libraries: ${facts.missingLibraries.join(', ')}${whose}`
    found.push({ weight: 'needed', text, packages })
  }
  if (!facts.hasDisplay && !facts.hasXvfb) {
    found.push({ weight: 'needed', text: 'No display, and no Xvfb to stand in for one', packages: ['xvfb'] })
  }
  if (!facts.hasDisplay && !facts.hasKeyPresser) {
    const text = 'No display, and no xdotool: npm start stops at the sign-in screen, where nobody sits'
    found.push({ weight: 'wanted', text, packages: ['xdotool'] })
  }
  if (!facts.hasKeyStore) {
    const text = 'No key store (Secret Service): the databases are wrapped by the passphrase alone'
    found.push({ weight: 'wanted', text, packages: KEY_STORE_PACKAGES })
  }
  return found
}

/** The Debian packages that mend these problems, each once. */
export function packagesToInstall(found: readonly Problem[]): string[] {
  return [...new Set(found.flatMap(({ packages }) => packages))].toSorted()
}

/** The exact lines to run for what could not be mended. */
export function linesToRun(found: readonly Problem[]): string[] {
  const packages = packagesToInstall(found)
  const apt =
    packages.length > 0
      ? [`sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`]
      : []
  return [...apt, ...new Set(found.flatMap(({ command }) => (command === undefined ? [] : [command])))]
}
