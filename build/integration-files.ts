import { existsSync } from 'node:fs'
import path from 'node:path'
import { repositoryRoot } from './repository-root'

/** With these a normal run would take more than twenty minutes on two cores: CI runs them against Debian's PostgreSQL, and `npm run test:integration` always does. */
const BEYOND_NORMAL = [
  'demo/own-postgres.test.ts', 'demo/stop.test.ts', 'desktop/approvals.test.ts', 'desktop/caseload.test.ts', 'desktop/circle.test.ts', 'desktop/contact-lists.test.ts', 'desktop/life.test.ts', 'desktop/new-details.test.ts',
  'desktop/sync-problem.test.ts', 'desktop/visit-packs.test.ts', 'device/disk-full.test.ts', 'device/kill-device.test.ts', 'device/lost-keys.test.ts',
  'device/rollback.test.ts', 'simulation/many-seeds.test.ts',
]

const FOLDER = 'test/integration'

/** vitest's arguments for a normal run. Throws when a file that is named here is gone. */
export function normalIntegration(): string[] {
  const files = BEYOND_NORMAL.map((file) => `${FOLDER}/${file}`)
  for (const file of files) if (!existsSync(path.join(repositoryRoot, file))) throw new Error(`${file} is gone: take it from the list`)
  return files.flatMap((file) => ['--exclude', file])
}
