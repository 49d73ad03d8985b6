import './polyfill-web-crypto'
import { failure } from './ipc/failure'
import { createStoreApp, type StoreApp } from './composition-root'
import { connectPort } from './store-port'
import { createLogger } from './logging/logger'
import { systemClock } from './settings/clock'

const port = connectPort()
let storeApp: StoreApp | null = null

async function stop(): Promise<never> {
  await storeApp?.close()
  port.send({ type: 'stopped' })
  // Given a moment to leave the process: exit would cut the message off.
  await new Promise((resolve) => setTimeout(resolve, 5))
  process.exit(0)
}

port.receive((message) => {
  switch (message.type) {
    case 'start':
      if (storeApp !== null) return
      storeApp = createStoreApp({
        start: message,
        clock: systemClock,
        logger: createLogger(message.dataDir, systemClock.now),
        emit: (name, data) => port.send({ type: 'event', name, data }),
        openBrowser: (url) => port.send({ type: 'open-browser', url }),
      })
      return port.send({ type: 'ready' })
    case 'call': {
      const { id, channel, request } = message
      void (async () => {
        const envelope = storeApp === null ? failure(null) : await storeApp.call(channel, request)
        port.send({ type: 'answer', id, envelope })
      })()
      return
    }
    case 'stop':
      void stop()
  }
})

// The process that lost its parent holds keys for nobody.
process.on('disconnect', () => process.exit(0))
