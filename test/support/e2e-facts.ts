import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

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

const prepared = (): string => {
  const folder = process.env.CASEMENT_E2E_PREPARED
  if (folder === undefined) throw new Error('CASEMENT_E2E_PREPARED is not set: run the specs by "npm run test:e2e"')
  return folder
}

/** The path of a file that prepare.ts writes. */
export const preparedFile = (name: 'facts.json' | 'build-config.json' | 'release-build-config.json'): string => path.join(prepared(), name)

/** Folder for everything that outlives prepare.ts. */
export const preparedFolder = (name: string): string => path.join(prepared(), name)

export const readE2eFacts = (): E2eFacts => E2eFactsSchema.parse(JSON.parse(readFileSync(preparedFile('facts.json'), 'utf8')))
