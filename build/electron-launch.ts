import { electronRuntime } from './electron-runtime'
import { keyStoreSwitches } from './key-store-switches'

/** What Playwright's `electron.launch` is given. */
export interface ElectronLaunch {
  executablePath: string
  args: string[]
  chromiumSandbox: boolean
  env: Record<string, string>
}

/**
 * The options for Playwright's `electron.launch`, sandbox on. The app is the build of `npm run test:e2e`
 * (`CASEMENT_E2E_APP`); `args` follow its folder; a variable given as undefined is taken out of the environment.
 */
export function electronLaunch(args: readonly string[] = [], env: Readonly<NodeJS.ProcessEnv> = {}): ElectronLaunch {
  const merged = { ...process.env, ...env }
  const given = Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    executablePath: electronRuntime().exe,
    args: [process.env.CASEMENT_E2E_APP ?? 'out', ...keyStoreSwitches(merged), ...args],
    chromiumSandbox: process.env.CASEMENT_NO_SANDBOX !== '1',
    env: Object.fromEntries(given),
  }
}
