declare module 'virtual:bridge-shape' {
  export const bridgeShape: import('../../shared/ipc/bridge-shape').BridgeShape
}
