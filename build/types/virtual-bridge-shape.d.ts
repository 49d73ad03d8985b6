declare module 'virtual:bridge-shape' {
  import type { BridgeShape } from '../../shared/ipc/bridge-shape'

  export const bridgeShape: BridgeShape
}
