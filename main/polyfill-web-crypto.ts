import { webcrypto } from 'node:crypto'

// Node 18 (Electron 25) has no global crypto in every kind of process: without it jose and openid-client stop with "crypto is not defined".
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true })
