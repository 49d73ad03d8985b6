import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const PAGE = (words: string): string =>
  `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Casement</title><body style="font-family: Arial, sans-serif; margin: 3em"><h1>${words}</h1><p>You can close this page and go back to Casement.</p>`
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
}

export interface LoopbackListener {
  /** `http://127.0.0.1:<port>/callback` */
  readonly redirectUri: string
  /** The first redirect that carries our state; null when the time is over. */
  readonly redirect: Promise<URL | null>
  close(): void
}

/** Waits on the loopback for the one redirect of a sign-in (RFC 8252 §7.3). Requests without our `state` are answered 404 and change nothing. */
export async function listenForRedirect(state: string, timeoutMs: number): Promise<LoopbackListener> {
  let settle: (url: URL | null) => void = () => undefined
  const redirect = new Promise<URL | null>((resolve) => {
    settle = resolve
  })
  const server = createServer((request, response) => {
    const url = addressOf(request.url)
    if (
      request.method !== 'GET' ||
      url === null ||
      url.pathname !== '/callback' ||
      url.searchParams.get('state') !== state
    ) {
      response.writeHead(404, HEADERS).end(PAGE('There is nothing here'))
      return
    }
    response
      .writeHead(200, HEADERS)
      .end(PAGE(url.searchParams.has('code') ? 'You are signed in' : 'Signing in did not finish'))
    settle(url)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const timer = setTimeout(() => settle(null), timeoutMs)
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
  return {
    redirectUri,
    redirect,
    close: () => {
      clearTimeout(timer)
      settle(null)
      server.close()
      // The browser's keep-alive connection must not hold the listener open; the answer is out by then.
      setTimeout(() => server.closeAllConnections(), 200).unref()
    },
  }
}

/** Null for a request target that is no address on this listener: anybody on this machine can send one (`GET //`). */
function addressOf(target: string | undefined): URL | null {
  try {
    const url = new URL(target ?? '', 'http://127.0.0.1')
    return url.host === '127.0.0.1' ? url : null
  } catch {
    return null
  }
}
