import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below the ports that Linux lends to outgoing connections (32768 and up): one of those may be lent to somebody else between the look
 * and the use.
 */
const [FIRST, LAST] = [20_000, 32_767] as const
const TRIES = 50

/** `port` when nothing listens there on the loopback, else null. */
export const tryPort = (port: number): Promise<number | null> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })

/** A port of the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let n = 0; n < TRIES; n += 1) {
    const port = await tryPort(randomInt(FIRST, LAST + 1))
    if (port !== null) return port
  }
  throw new Error('no port of the loopback is free')
}
