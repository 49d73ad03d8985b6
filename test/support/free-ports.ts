import { freePort } from '../../service/demo/free-port'

/** As many different ports of the loopback as asked for, free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  return [...ports]
}
