import { bundleProcesses } from './bundle-processes'

let remove: (() => void) | null = null

/** Vitest's global set-up of the integration suite: what its tests start many times is bundled once, and starts in a third of the time. */
export async function setup(): Promise<void> {
  const bundles = await bundleProcesses()
  Object.assign(process.env, { CASEMENT_TEST_SERVICE: bundles.service, CASEMENT_TEST_STORE: bundles.store })
  ;({ remove } = bundles)
}

export function teardown(): void {
  remove?.()
}
