import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { jsonAnswer, rewriteJson, startFaultProxy, type FaultProxy } from '../../support/fault-proxy'

describe('the fault proxy', () => {
  let service: Server
  let proxy: FaultProxy
  let asked = 0
  beforeAll(async () => {
    service = createServer((_request, response) => {
      asked += 1
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ text: 'whole', filler: 'x'.repeat(1_000) }))
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    proxy = await startFaultProxy(`http://127.0.0.1:${(service.address() as AddressInfo).port}`)
  })
  afterEach(() => {
    proxy.heal()
    proxy.forget()
  })
  afterAll(async () => {
    await proxy.close()
    service.close()
  })
  const ask = (path = '/a') => fetch(new URL(path, proxy.url), { method: 'POST', body: '"hello"' })

  test('passes calls on and keeps them', async () => {
    expect(await (await ask()).json()).toMatchObject({ text: 'whole' })
    expect(proxy.passed).toMatchObject([{ method: 'POST', path: '/a', status: 200, body: Buffer.from('"hello"') }])
  })

  test('breaks the connection when it refuses', async () => {
    proxy.set({ kind: 'refuse' })
    await expect(ask()).rejects.toThrow('fetch failed')
  })

  test('cuts an answer in its middle', async () => {
    proxy.set({ kind: 'cut', afterBytes: 20 })
    const response = await ask()
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
  })

  test('answers instead of the service on one path alone', async () => {
    proxy.set({ kind: 'answer', answer: jsonAnswer(401, { code: 'ACCESS_TOKEN_EXPIRED', detail: {} }) }, '/b')
    expect((await ask('/b')).status).toBe(401)
    expect((await ask('/a')).status).toBe(200)
  })

  test('rewrites an answer', async () => {
    proxy.set(rewriteJson((body, asked) => ({ ...(body as object), text: `forged ${String(asked)}` })))
    expect(await (await ask()).json()).toMatchObject({ text: 'forged hello' })
  })

  test('asks the service at once but holds the answer until it is let go', async () => {
    const before = asked
    let letGo = (): void => undefined
    proxy.set({ kind: 'hold', until: new Promise<void>((resolve) => { letGo = resolve }) })
    let isAnswered = false
    const answer = ask().then((response) => { isAnswered = true; return response })
    await expect.poll(() => asked).toBe(before + 1)
    expect(isAnswered).toBe(false)
    letGo()
    expect((await answer).status).toBe(200)
  })
})
