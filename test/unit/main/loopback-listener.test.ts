import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { listenForRedirect, type LoopbackListener } from '../../../main/sync/loopback-listener'

const open: LoopbackListener[] = []
afterEach(() => open.splice(0).forEach((listener) => listener.close()))

async function listening(): Promise<{ listener: LoopbackListener; send: (target: string) => Promise<string> }> {
  const listener = await listenForRedirect('our-state', 60_000)
  open.push(listener)
  const port = Number(new URL(listener.redirectUri).port)
  // By hand: fetch would tidy the target up.
  const send = (target: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = ''
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      )
      socket.setEncoding('utf8').on('data', (data: string) => {
        answer += data
      })
      socket.on('error', reject).on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
    })
  return { listener, send }
}

describe('the loopback listener', () => {
  it.each([
    '//',
    '///',
    '//[',
    'http://[::1',
    'http://:99999/callback?state=our-state',
    '*',
    '/callback',
    '/callback?state=other',
    '/callback?state=',
    '//example.org/callback?state=our-state&code=c',
    'http://example.org/callback?state=our-state&code=c',
    '/%ff%zz?%=%',
  ])('answers 404 to %s, and waits on for its own redirect', async (target) => {
    const { listener, send } = await listening()
    expect(await send(target)).toBe('HTTP/1.1 404 Not Found')
    expect(await send('/callback?state=our-state&code=c')).toBe('HTTP/1.1 200 OK')
    expect((await listener.redirect)?.searchParams.get('code')).toBe('c')
  })
})
