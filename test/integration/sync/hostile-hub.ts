import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'
import { createDeviceKeys, createDeviceSigner } from '../../../main/keys/device-keys'
import { createLogger } from '../../../main/logging/logger'
import { PACKED_PAGE } from '../../../shared/api/page-type'
import { createHubClient, type HubClient } from '../../../main/sync/hub-client'

/** `packed`: as the hub sends pages to laptops, by brotli of its own; the others are HTTP's. */
export const ENCODINGS = ['identity', 'gzip', 'br', 'packed'] as const
export type Encoding = (typeof ENCODINGS)[number]
/** How the end of a body is known: by its length, by the last chunk, by the connection's end. */
export const FRAMINGS = ['length', 'chunked', 'close'] as const
export type Framing = (typeof FRAMINGS)[number]

export interface Answer {
  readonly bytes: Buffer
  readonly encoding: Encoding
  readonly framing: Framing
  /** Bytes after which the line goes dead; all of them when null. */
  readonly cutAfter: number | null
  /** 200 unless told. */
  readonly status?: number
}

/** A real server on the loopback that answers whatever it was told to, and the app's own client of it. */
export class HostileHub {
  answer: Answer | null = null
  private constructor(private readonly server: Server, readonly client: HubClient) {}

  static async start(): Promise<HostileHub> {
    const server = createServer((request, response) => hub.#serve(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const client = createHubClient({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fetch, clock: { now: () => 0, elapsed: () => 0 }, logger: createLogger(null, () => 0, () => undefined),
      token: () => Promise.resolve('token'), signer: createDeviceSigner('0190a0a0-1111-7111-8111-111111111111', createDeviceKeys()),
    })
    const hub = new HostileHub(server, client)
    return hub
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    request.resume().once('end', () => {
      const { answer } = this
      if (answer === null) throw new Error('no answer')
      const { bytes, encoding, framing, cutAfter } = answer
      response.statusCode = answer.status ?? 200
      if (encoding === 'packed') response.setHeader('content-type', PACKED_PAGE)
      else if (encoding !== 'identity') response.setHeader('content-encoding', encoding)
      if (framing === 'length') response.setHeader('content-length', bytes.length)
      if (framing === 'close') {
        response.shouldKeepAlive = false
        response.removeHeader('transfer-encoding')
      }
      response.flushHeaders()
      const sent = cutAfter === null ? bytes : bytes.subarray(0, cutAfter)
      // The end of a connection is the end of a body that says nothing else of its length: for the client there is no error.
      if (cutAfter === null || framing === 'close') response.end(sent)
      else response.write(sent, () => response.socket?.end())
    })
  }
}

const isBrotli = (encoding: Encoding): boolean => encoding === 'br' || encoding === 'packed'

export const pack = (bytes: Buffer, encoding: Encoding): Buffer =>
  encoding === 'gzip' ? gzipSync(bytes, { level: 1 }) : isBrotli(encoding) ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : bytes

/** As much as can be unpacked of what arrived: nothing when it is broken. */
export function unpackLeniently(bytes: Buffer, encoding: Encoding): Buffer {
  try {
    if (encoding === 'gzip') return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
    return isBrotli(encoding) ? brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }) : bytes
  } catch {
    return Buffer.alloc(0)
  }
}
