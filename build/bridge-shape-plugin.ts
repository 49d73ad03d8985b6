import type { Plugin } from 'vite'
import { bridgeShape } from '../shared/ipc/bridge-shape.ts'

const ID = 'virtual:bridge-shape'
const RESOLVED = `\0${ID}`

/**
 * Offers the contract's names and channels as `virtual:bridge-shape`, worked out at build time: each window reads its preload
 * anew before anything is shown, and 98 parts in 100 of it were schemas.
 */
export function bridgeShapePlugin(): Plugin {
  return {
    name: 'casement:bridge-shape',
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? `export const bridgeShape = ${JSON.stringify(bridgeShape)}` : undefined),
  }
}
