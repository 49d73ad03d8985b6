// The service of the e2e run, in a process of its own; says "ready" on stdout, ends when stdin closes, does what the specs ask.
import { createServer } from 'node:http'
import { readE2eFacts } from '../support/e2e-facts'
import { startService } from '../support/service'
import { CONTROL_ACTS, HostFactsSchema, ServiceNameSchema, type ControlAct, type ServiceName } from '../support/service-control'

const { ports, proxyPorts, dataDir, households, seed } = readE2eFacts()
const service = await startService({ dataDir, ports, households, seed, say: (line) => void process.stderr.write(`service: ${line}\n`) })
const facts = HostFactsSchema.parse({
  hubUrl: service.hubUrl, vaultUrl: service.vaultUrl, issuer: service.issuer, dataDir, households: service.households,
  databases: { hub: service.databases.hub.adminUrl, vault: service.databases.vault.adminUrl },
})
const thaws = new Map<ServiceName, () => void>()

const control = createServer((request, response) => {
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (request.url === '/facts') return answer(200, facts)
  const [, name, act] = (request.url ?? '').split('/')
  perform(ServiceNameSchema.parse(name), CONTROL_ACTS.find((each) => each === act) ?? 'start').then(
    () => answer(200, {}),
    (error: unknown) => answer(500, error instanceof Error ? error.message : 'failed'),
  )
})
control.listen(proxyPorts.control, '127.0.0.1', () => void process.stdout.write('ready\n'))

process.stdin.resume()
process.stdin.once('end', () => {
  control.close()
  control.closeAllConnections()
  for (const thaw of thaws.values()) thaw()
  void service.stop().then(() => process.exit(0))
})

async function perform(name: ServiceName, act: ControlAct): Promise<void> {
  switch (act) {
    case 'start': return service[name].start()
    case 'stop': return service[name].stop()
    case 'kill': return service[name].kill()
    case 'freeze': return void thaws.set(name, service.freeze(name))
    case 'thaw':
      thaws.get(name)?.()
      thaws.delete(name)
  }
}
