import { readdirSync } from 'node:fs'
import path from 'node:path'
import { repositoryRoot } from './repository-root'

/** With these a normal run would take more than twenty minutes on two cores: CI runs them after it, and `npm run test:e2e` always does. */
const BEYOND_NORMAL = [
  'approvals.spec.ts', 'caseload.spec.ts', 'conflicts.spec.ts', 'contact-list.spec.ts', 'contract.spec.ts', 'find.spec.ts', 'kill.spec.ts', 'oversight.spec.ts', 'practice.spec.ts', 'preferences.spec.ts',
  'review.spec.ts', 'screens.spec.ts', 'stand-ins.spec.ts', 'statement.spec.ts', 'visits.spec.ts',
]

/** So many specs at a time: they wait for the screen more than they compute. */
export const LANES = 2

const FOLDER = 'test/e2e'

/** Playwright's arguments for the specs of `npm test`. Throws when a spec that is named here is gone. */
export function normalSpecs(): string[] {
  const all = readdirSync(path.join(repositoryRoot, FOLDER)).filter((file) => file.endsWith('.spec.ts'))
  for (const file of BEYOND_NORMAL) if (!all.includes(file)) throw new Error(`${FOLDER}/${file} is gone: take it from the list`)
  return specsAt(all.filter((file) => !BEYOND_NORMAL.includes(file)))
}

/** The rest. */
export const specsBeyondNormal = (): string[] => specsAt(BEYOND_NORMAL)

/** Playwright's arguments for specs by their names. */
export const specsAt = (files: readonly string[]): string[] => files.map((file) => `${FOLDER}/${file}`)
