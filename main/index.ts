import './polyfill-web-crypto'
import { homedir } from 'node:os'
import path from 'node:path'
import { app } from 'electron'
import { rawBuildConfig } from 'virtual:build-config'
import { findDebugSwitches } from './app/debug-switches'
import { registerScheme, startDesktop } from './app/lifecycle'
import { hardenApp } from './app/web-security'
import { createLogger } from './logging/logger'
import { BuildConfigSchema } from './settings/build-config'
import { systemClock } from './settings/clock'
import { dataFolder, ensureOwnFolder } from './settings/data-folder'

const REFUSED_EXIT_CODE = 3

const config = BuildConfigSchema.parse(rawBuildConfig)
const refused = config.debugSurface ? [] : findDebugSwitches(process.argv.slice(1), process.env)
if (refused.length > 0) {
  process.stderr.write(`Casement does not start with debugging or unsafe options: ${refused.join(', ')}\n`)
  app.exit(REFUSED_EXIT_CODE)
} else {
  const folder = dataFolder(process.platform, process.env, homedir())
  ensureOwnFolder(folder)
  app.setPath('userData', folder)
  app.setPath('sessionData', path.join(folder, 'chromium'))
  hardenApp(app)
  registerScheme()
  const logger = createLogger(folder, systemClock.now)
  // Electron's default is a dialog with the stack in it, which holds the whole process up: end instead, saying nothing of the error.
  const fail = (): void => {
    logger.error('failed', {})
    app.exit(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  if (app.requestSingleInstanceLock()) {
    void app.whenReady().then(() => startDesktop({ config, folder, mainFolder: __dirname, logger }))
  } else {
    app.exit(0)
  }
}
