import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { laneFolder } from './e2e-lanes'

const port = z.int().min(1).max(65_535)

/** What test/e2e/prepare.ts fixed before the app was built, for the service's start and for the specs. */
export const E2eFactsSchema = z.strictObject({
  /** The service's own ports; the app knows the hub's and the vault's only through the proxies. */
  ports: z.strictObject({ hub: port, vault: port, provider: port, postgres: port }),
  proxyPorts: z.strictObject({ hub: port, vault: port, control: port }),
  dataDir: z.string(),
  /** Folder with the xdg-open that notes what it is given and hands it to the demonstration's shim. */
  openerDir: z.string(),
  households: z.int().min(8),
  seed: z.int(),
})
export type E2eFacts = z.infer<typeof E2eFactsSchema>

/** The facts of the lane that this process is in. */
export const readE2eFacts = (): E2eFacts => E2eFactsSchema.parse(JSON.parse(readFileSync(path.join(laneFolder(), 'facts.json'), 'utf8')))
