import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { CasementError } from '../../../shared/errors/casement-error'
import { createLogger } from '../../../main/logging/logger'
import { createHubClient, type HubClient } from '../../../main/sync/hub-client'
import { createDeviceKeys, createDeviceSigner } from '../../../main/keys/device-keys'

const MIB = 1_024 * 1_024
const servers: Server[] = []
afterEach(() =>
  servers.splice(0).forEach((server) => {
    server.closeAllConnections()
    server.close()
  }),
)

const clientOf = (baseUrl: string, fetched: typeof fetch = fetch, timeoutMs?: number): HubClient =>
  createHubClient({
    baseUrl, fetch: fetched, clock: { now: () => 0, elapsed: () => 0 }, logger: createLogger(null, () => 0, () => undefined), token: () => Promise.resolve('token'),
    signer: createDeviceSigner('0190a0a0-1111-7111-8111-111111111111', createDeviceKeys()), ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })

/** A hub that answers so many MiB of spaces, and goes on for ever when told so. */
async function hubOf(mebibytes: number): Promise<HubClient> {
  const server = createServer((_request, response) => {
    response.writeHead(200)
    let left = mebibytes
    const more = (): void => {
      while (left > 0) {
        left -= 1
        if (!response.write(Buffer.alloc(MIB, ' '))) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}
const page = { after: null, limit: 1 }

describe('an answer that is longer than any should be', () => {
  it('is rubbish, also when it has no end, and is read no further', async () => {
    for (const mebibytes of [5, Number.POSITIVE_INFINITY])
      await expect((await hubOf(mebibytes)).keys({})).rejects.toMatchObject({ code: 'HUB_RUBBISH' })
    await expect((await hubOf(65)).householdPage(page)).rejects.toMatchObject({ code: 'HUB_RUBBISH' })
  })

  it('leaves a page of the first sync its room', async () => {
    expect((await (await hubOf(6)).householdPage(page)).length).toBe(6 * MIB)
  })
})

describe('whether the service can be reached', () => {
  const told = async (code: 'HUB_UNREACHABLE' | 'ACCESS_SIGNED_OUT' | null, fetched: typeof fetch): Promise<boolean[]> => {
    const said: boolean[] = []
    const client = createHubClient({
      baseUrl: 'http://127.0.0.1:1', fetch: fetched, clock: { now: () => 0, elapsed: () => 0 }, logger: createLogger(null, () => 0, () => undefined), signer: createDeviceSigner('0190a0a0-1111-7111-8111-111111111111', createDeviceKeys()),
      token: () => (code === null ? Promise.resolve('token') : Promise.reject(new CasementError(code))), onReachable: (isReachable) => said.push(isReachable),
    })
    await client.householdPage(page).catch(() => undefined)
    return said
  }
  const gone: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))

  it('it cannot where it does not answer, and where no token is to be had for want of a connection', async () => {
    expect(await told(null, gone)).toEqual([false])
    expect(await told('HUB_UNREACHABLE', gone)).toEqual([false])
  })

  it('an officer who is signed out says nothing of that; an answer, whatever it is, says that it can', async () => {
    expect(await told('ACCESS_SIGNED_OUT', gone)).toEqual([])
    expect(await told(null, () => Promise.resolve(new Response('', { status: 500 })))).toEqual([true])
  })
})

describe('a service that never answers', () => {
  it('is slow when the time is over, though fetch itself never hears of it', async () => {
    const deaf: typeof fetch = () => new Promise(() => undefined)
    const client = clientOf('http://127.0.0.1:1', deaf, 50)
    await expect(client.householdPage(page)).rejects.toMatchObject({ code: 'HUB_SLOW' })
  })
})
