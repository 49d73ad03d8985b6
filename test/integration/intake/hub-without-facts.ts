import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A way to the hub on which everything passes but facts. */
export interface HubWithoutFacts {
  readonly url: string
  /** Resolves when facts were sent. */
  readonly asked: Promise<void>
  close(): void
}

/** `hang`: facts wait for an answer for ever; `break`: the connection goes. */
export async function startHubWithoutFacts(hubUrl: string, what: 'hang' | 'break'): Promise<HubWithoutFacts> {
  let isAsked = (): void => undefined
  const asked = new Promise<void>((resolve) => (isAsked = resolve))
  const server = createServer((incoming, answer) => {
    if (incoming.url === '/intake/facts') {
      isAsked()
      if (what === 'break') incoming.socket.destroy()
      return
    }
    const passed = request(new URL(incoming.url ?? '/', hubUrl), { method: incoming.method ?? 'GET', headers: incoming.headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers)
      from.pipe(answer)
    })
    incoming.pipe(passed)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
