import { createHash } from 'node:crypto'
import path from 'node:path'

/** For clones that the accounts of PostgreSQL and Electron cannot get at. */
const BESIDE = '/var/lib/casement-demo'

const chosen = (env: Readonly<NodeJS.ProcessEnv>): string | null => {
  const folder = env['CASEMENT_DATA_DIR'] ?? ''
  return folder === '' ? null : path.resolve(folder)
}
const within = (clone: string): string => path.join(clone, '.casement')
const beside = (clone: string): string => path.join(BESIDE, createHash('sha256').update(clone).digest('hex').slice(0, 12))

/** Where the data of a clone's demonstration stay: CASEMENT_DATA_DIR, else in the clone, else beside it where the clone is closed to others. */
export const demoDataFolder = (clone: string, env: Readonly<NodeJS.ProcessEnv>, isClosed: boolean): string =>
  chosen(env) ?? (isClosed ? beside(clone) : within(clone))

/** Where a file of the clone's demonstration may lie: in every folder that demoDataFolder could have answered. */
export function demoFiles(name: string, clone: string, env: Readonly<NodeJS.ProcessEnv>): string[] {
  const folder = chosen(env)
  const folders = folder === null ? [within(clone), beside(clone)] : [folder]
  return folders.map((one) => path.join(one, name))
}

/** Where a running demonstration of the clone may have written its address. */
export const demoAddressFiles = (clone: string, env: Readonly<NodeJS.ProcessEnv>): string[] => demoFiles('service.json', clone, env)
