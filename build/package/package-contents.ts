import type { AsarEntry } from './read-asar'

/** What a package may hold, and nothing else: the bundles, and the packages that have to stay outside them. */
const ALLOWED = [
  /^out\/(main|preload|renderer)\//,
  /^package\.json$/,
  /^LICENSE$/,
  /^node_modules\/(@node-rs\/argon2(-[a-z0-9-]+)?|@signalapp\/sqlcipher|node-gyp-build)\//,
]

const NEEDED = [
  'out/main/index.cjs',
  'out/main/store-process.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  ...['main', 'preload', 'renderer'].map((part) => `out/${part}/third-party-licences.md`),
  'package.json',
  'LICENSE',
]

/** What is amiss with a package's contents, in words: something that is missing, or that has no business there. */
export function contentTroubles(entries: readonly AsarEntry[]): string[] {
  const missing = NEEDED.filter((needed) => !entries.some(({ path }) => path === needed)).map(
    (needed) => `${needed} is missing`,
  )
  const foreign = entries
    .filter(({ path }) => !ALLOWED.some((allowed) => allowed.test(path)))
    .map(({ path }) => `${path} has no business in a package`)
  const native = entries.filter(({ path }) => path.endsWith('.node'))
  const packed = native
    .filter(({ isUnpacked }) => !isUnpacked)
    .map(({ path }) => `${path} is inside the archive, where it cannot be loaded`)
  const modules = ['sqlcipher', 'argon2']
    .filter((name) => native.filter(({ path }) => path.includes(name)).length !== 1)
    .map((name) => `${name}: one native module is wanted, for this platform alone`)
  return [...missing, ...foreign, ...packed, ...modules]
}
