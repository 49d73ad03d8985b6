// The fuses of an Electron binary: what each is to say, and what a binary says. No effects here.

/** One fuse, at its place in the wire. */
export interface Fuse {
  /** As electron-builder.yml names it. */
  readonly name: string
  readonly isOn: boolean
  readonly why: string
  /** False: electron-builder cannot set it; the runtime must come with it right. */
  readonly isSettable: boolean
}

const settable = (name: string, isOn: boolean, why: string): Fuse => ({ name, isOn, why, isSettable: true })

/** Every fuse there is, in the order of the wire. A runtime has the first few or all: seven in Electron 25, nine in 45. */
export const FUSES: readonly Fuse[] = [
  settable('runAsNode', false, 'ELECTRON_RUN_AS_NODE would make a Node of it that runs anything'),
  settable('enableCookieEncryption', true, 'no cookie is kept; if one ever were, not in clear'),
  settable('enableNodeOptionsEnvironmentVariable', false, 'NODE_OPTIONS would load foreign code'),
  settable('enableNodeCliInspectArguments', false, '--inspect and SIGUSR1 would let a debugger in'),
  settable('enableEmbeddedAsarIntegrityValidation', true, 'an altered app.asar is not started (Windows, macOS)'),
  settable('onlyLoadAppFromAsar', true, 'no loose folder beside app.asar is started in its place'),
  settable('loadBrowserProcessSpecificV8Snapshot', false, 'no snapshot of our own is shipped'),
  settable('grantFileProtocolExtraPrivileges', false, 'pages come from casement-app:// alone'),
  { name: 'wasmTrapHandlers', isOn: true, why: 'bounds of WebAssembly memory', isSettable: false },
]

/** The one fuse in which the variant for tests differs. */
export const INSPECT_FUSE = 'enableNodeCliInspectArguments'

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const WIRE_VERSION = 1
const STATES = { 0x30: 'off', 0x31: 'on', 0x72: 'removed' } as const

export type FuseState = (typeof STATES)[keyof typeof STATES] | 'unknown'

/** Where the states of the fuses lie in a binary, and how many there are. Throws when it has none, or of another kind. */
export function findWire(binary: Buffer): { readonly at: number; readonly length: number } {
  const found = binary.indexOf(SENTINEL)
  if (found === -1) throw new Error('This is no Electron binary: it has no fuses')
  const version = binary[found + SENTINEL.length]
  if (version !== WIRE_VERSION) throw new Error(`The fuses are of version ${String(version)}, which nobody here knows`)
  return { at: found + SENTINEL.length + 2, length: binary[found + SENTINEL.length + 1] ?? 0 }
}

/** The fuses of a binary as they stand, in the order of the wire. */
export function readFuses(binary: Buffer): FuseState[] {
  const { at, length } = findWire(binary)
  return [...binary.subarray(at, at + length)].map((state) => STATES[state as keyof typeof STATES] ?? 'unknown')
}

/** What is amiss with a package's fuses, in words; nothing when each of them was decided and stands as decided. */
export function fuseTroubles(states: readonly FuseState[], isInspectOpen: boolean): string[] {
  const undecided = states
    .slice(FUSES.length)
    .map(
      (_, more) =>
        `fuse ${FUSES.length + more + 1} of this runtime was decided by nobody: add it to build/package/fuses.ts`,
    )
  const wrong = wantedFuses(isInspectOpen).flatMap(({ name, isOn }, index) => {
    const state = states[index]
    const wanted = isOn ? 'on' : 'off'
    return state === undefined || state === wanted || (state === 'removed' && !isOn)
      ? []
      : [`${name} is ${state}, and should be ${wanted}`]
  })
  return [...wrong, ...undecided]
}

/** All fuses, as this variant has them. */
export const wantedFuses = (isInspectOpen: boolean): readonly Fuse[] =>
  FUSES.map((fuse) => (fuse.name === INSPECT_FUSE ? { ...fuse, isOn: isInspectOpen } : fuse))

/** The packaging configuration without the fuses that a runtime with this many lacks: setting one of those is an error. */
export function withoutLackingFuses(yml: string, fuseCount: number): string {
  const lacking = FUSES.slice(fuseCount).map(({ name }) => name)
  return yml
    .split('\n')
    .filter((line) => !lacking.some((name) => line.trim().startsWith(`${name}:`)))
    .join('\n')
}

/** The fuses of a package as lines to print. */
export const fuseTable = (states: readonly FuseState[]): string =>
  states
    .map(
      (state, index) => `fuse ${index + 1} of ${states.length}  ${(FUSES[index]?.name ?? '?').padEnd(38)} ${state}\n`,
    )
    .join('')
