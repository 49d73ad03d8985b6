import { _electron, type ElectronApplication } from '@playwright/test'
import type { ElectronLaunch } from '../../build/electron-launch'

/** On a busy machine the app has its window after three seconds. */
const LONGEST_START_MS = 30_000
/** What the app's own log says once it runs; Playwright puts what was written so far into the words of its failure. */
const APP_IS_UP = '"message":"started"'

/**
 * Starts Electron under Playwright. Where that is still waiting though the app has come up, it is started once more: Playwright at times loses a page that is being made while it connects (twice in 220
 * starts on a machine with five processes for each core; the window was there, loaded and drawn). An app that does not come up fails at once, and so does one that is lost twice.
 */
export async function launchElectron(launch: ElectronLaunch): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...launch, timeout: LONGEST_START_MS })
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(APP_IS_UP)) throw error
    process.stdout.write('Playwright lost an app that had started: it is started once more\n')
    return await _electron.launch(launch)
  }
}
