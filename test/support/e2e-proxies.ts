import { readE2eFacts } from './e2e-facts'
import { startFaultProxy, type FaultProxy } from './fault-proxy'
import { hostFacts } from './service-control'

/** The two proxies between the app and the service, on the ports that the app was built with. */
export interface Proxies {
  readonly hub: FaultProxy
  readonly vault: FaultProxy
  /** Both pass everything again. */
  heal(): void
  close(): Promise<void>
}

export async function startProxies(): Promise<Proxies> {
  const { proxyPorts } = readE2eFacts()
  const facts = await hostFacts()
  const [hub, vault] = await Promise.all([startFaultProxy(facts.hubUrl, proxyPorts.hub), startFaultProxy(facts.vaultUrl, proxyPorts.vault)])
  return {
    hub, vault,
    heal: () => [hub, vault].forEach((proxy) => proxy.heal()),
    close: async () => {
      await Promise.all([hub.close(), vault.close()])
    },
  }
}
