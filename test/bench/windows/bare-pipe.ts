import { connect, createServer, type Server } from 'node:net'

/** Bytes pass as they are: what the specs' proxies read and rewrite would be timed too. */
export async function barePipe(from: number, to: number): Promise<Server> {
  const server = createServer((socket) => {
    const onward = connect(to, '127.0.0.1')
    for (const [one, other] of [[socket, onward], [onward, socket]] as const) {
      one.setNoDelay(true)
      one.pipe(other)
      one.once('error', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(from, '127.0.0.1', resolve))
  return server
}
