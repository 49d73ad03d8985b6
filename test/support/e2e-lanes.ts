// A lane: a service, a build of the app that knows it, and a desktop session, for one of Playwright's workers (build/e2e-suite.ts).
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What is in `lane.json`: the variables that a worker of this lane has in its environment. */
export const LaneEnvironmentSchema = z.record(z.string(), z.string())

function variable(name: 'CASEMENT_E2E_PREPARED' | 'CASEMENT_E2E_LANES'): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run the specs by "npm run test:e2e"`)
  return value
}

/** The folders of all lanes, of which test/e2e/prepare.ts fills each. */
export const laneFolders = (): string[] =>
  Array.from({ length: Number(variable('CASEMENT_E2E_LANES')) }, (_, lane) => path.join(variable('CASEMENT_E2E_PREPARED'), String(lane)))

/** The folder of the lane that this process is in. */
export const laneFolder = (): string => path.join(variable('CASEMENT_E2E_PREPARED'), process.env.CASEMENT_E2E_LANE ?? '0')

/** Called where Playwright reads its configuration, which each worker does first: puts the worker into its lane. */
export function enterLane(): void {
  const lane = process.env.TEST_PARALLEL_INDEX
  if (lane === undefined) return
  process.env.CASEMENT_E2E_LANE = lane
  const file = path.join(laneFolder(), 'lane.json')
  if (existsSync(file)) Object.assign(process.env, LaneEnvironmentSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))
}
