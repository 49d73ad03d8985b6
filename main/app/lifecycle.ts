import path from 'node:path'
import {
  app,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  utilityProcess,
  type BrowserWindow,
} from 'electron'
import { AccessStateSchema } from '../../shared/ipc/access-contract'
import type { StoreProcess } from '../store/store-client'
import { StoreClient } from '../store/store-client'
import { openKeyStore } from '../keys/key-store'
import { createPreferenceHandlers } from '../ipc/handlers/preference-handlers'
import { createSaveStatement } from '../ipc/handlers/save-statement'
import type { BuildConfig } from '../settings/build-config'
import { elapsedSinceNow, systemClock } from '../settings/clock'
import { LOCK_POLICY } from '../settings/lock-policy'
import { PreferenceBook } from '../settings/preferences'
import { TooOften } from '../settings/too-often'
import { visibleBounds } from '../settings/visible-bounds'
import type { Logger } from '../logging/logger'
import { askAnotherWindow } from './ask-another-window'
import { createAssetHandler } from './asset-protocol'
import { ClipboardGuard } from './clipboard-guard'
import { DraftFlush } from './draft-flush'
import { isSignInUrl } from './external-links'
import { IdleLock } from './idle-lock'
import { boundsOf, openMainWindow, showTextSize } from './main-window'
import { chooseFile } from './choose-file'
import { printStatement } from './statement-printer'
import { writeFileWhole } from './write-file-whole'
import { APP_SCHEME, hardenSession, SESSION_PARTITION } from './web-security'

/** Electron that users get; anything older is a test runtime, and says so on the screens. */
const SHIPPED_MAJOR = 45

export interface LifecycleOptions {
  readonly config: BuildConfig
  readonly folder: string
  /** The folder of the built main process (`out/main`). */
  readonly mainFolder: string
  readonly logger: Logger
}

/** Starts the desktop: protocol, window, store process, contract, locks. Call after `ready`. */
export async function startDesktop({ config, folder, mainFolder, logger }: LifecycleOptions): Promise<void> {
  Menu.setApplicationMenu(null)
  const ours = session.fromPartition(SESSION_PARTITION, { cache: false })
  hardenSession(ours)
  hardenSession(session.defaultSession)
  ours.protocol.handle(APP_SCHEME, createAssetHandler(path.join(mainFolder, '..', 'renderer')))

  const preferences = new PreferenceBook(folder)
  const guard = new ClipboardGuard(clipboard)
  let window: BrowserWindow | null = null
  let isUnlocked = false
  let isLocking = false
  /** Set when the schemas are there; before that there is no page yet to be told anything. */
  let sendEvent: ((name: string, data: unknown) => void) | null = null
  const send = (name: string, data: unknown): void => sendEvent?.(name, data)

  const drafts = new DraftFlush(() => send('access:locking', {}))

  const openWindow = (isQuiet = false): void => {
    const opened = openMainWindow(
      {
        preload: path.join(mainFolder, '..', 'preload', 'index.cjs'),
        bounds: visibleBounds(preferences.bounds(), screen.getAllDisplays().map(({ workArea }) => workArea)),
        textSize: () => preferences.state().preferences.textSize,
        onFocusChanged: (isFocused) => send('window:focus-changed', { isFocused }),
        onBoundsChanged: (bounds) => preferences.rememberBounds(bounds),
        onInput: () => idle.noteInput(),
        onPageGone: () => {
          logger.warn('page-gone', {})
          if (window === opened && !isLocking) replacePage()
        },
      },
      isQuiet,
    )
    // What was typed in the last moment, as at a lock. Destroying it goes on with whatever asked for the closing: the last window ends the app.
    opened.on('close', (event) => {
      if (!isUnlocked || isLocking || window !== opened) return
      event.preventDefault()
      isUnlocked = false
      void drafts.flush().then(() => opened.destroy())
    })
    opened.on('closed', () => {
      if (window === opened) window = null
    })
    window = opened
  }

  const store = new StoreClient({
    spawn: () => spawnStore(path.join(mainFolder, 'store-process.cjs')),
    startMessage: async () => {
      const half = await openKeyStore(safeStorage, folder)
      logger.info('key-store', { state: half.state, backend: half.backend })
      return {
        type: 'start',
        dataDir: folder,
        buildConfig: config,
        keyStoreSecret: half.state === 'present' ? half.secret : null,
        keyStoreBackend: half.state === 'unreadable' ? 'unreadable' : half.backend,
        isTestRuntime: isTestRuntime(),
      }
    },
    onEvent: (name, data) => {
      // Revoked, and erased: window and store process go too, with everything they hold.
      if (name === 'access:wiped') return void lock('wiped', true)
      noteAccess(name === 'access:state-changed' ? data : null)
      send(name, data)
    },
    onOpenBrowser: (url) => {
      if (isSignInUrl(url, config.issuer)) void shell.openExternal(url).catch(() => logger.warn('browser-refused', {}))
      else logger.warn('link-refused', {})
    },
    elapsed: () => systemClock.elapsed(),
    onCrash: () => {
      logger.error('store-ended', {})
      void lock('store-ended', true)
    },
    // The window stays: its calls now say what is the matter, and it offers another try.
    onGivenUp: (code) => logger.error('store-given-up', { code }),
  })

  const noteAccess = (data: unknown): void => {
    const parsed = AccessStateSchema.safeParse(data)
    if (parsed.success) isUnlocked = parsed.data.phase === 'unlocked'
  }

  /** Lets the page put away what is being typed, ends it and the store process with everything they hold, and opens a fresh, locked window. */
  const lock = async (because: string, evenIfLocked = false): Promise<void> => {
    if (isLocking || (!isUnlocked && !evenIfLocked)) return
    isLocking = true
    const canSave = isUnlocked && !['page-gone', 'page-keeps-ending', 'store-ended', 'wiped'].includes(because)
    isUnlocked = false
    logger.info('locked', { because })
    try {
      const cleared = guard.clear().catch(() => undefined)
      if (canSave) await drafts.flush()
      const old = window
      const hadFocus = old?.isFocused() ?? false
      const wasMinimised = old?.isMinimized() ?? false
      if (old !== null && !old.isDestroyed()) preferences.rememberBounds(boundsOf(old))
      window = null
      // Destroyed, not reloaded: a reload may keep the process, and decrypted details in its memory.
      old?.destroy()
      await store.stop()
      await cleared
      await ours.clearStorageData().catch(() => undefined)
      if (isQuitting) return
      if (because === 'page-keeps-ending') {
        logger.error('page-given-up', {})
        if (!(await askAnotherWindow(dialog))) return app.quit()
        if (isQuitting) return
      }
      openWindow(!hadFocus || wasMinimised)
      await store.start().catch(() => logger.error('store-not-started', {}))
    } finally {
      isLocking = false
    }
    // It went again while the store process started.
    if (isPageGone()) replacePage()
  }

  const isPageGone = (): boolean => window?.webContents.isCrashed() === true
  const pageEnds = new TooOften(() => systemClock.elapsed())
  /** A page that ends at each load would otherwise open windows for ever. While somebody is asked, `isLocking` keeps all else from opening one. */
  const replacePage = (): void => void lock(pageEnds.noteEnd() ? 'page-keeps-ending' : 'page-gone', true)

  const idle = new IdleLock(
    {
      // Goes on in sleep: where the system did not tell of it, the laptop locks as it wakes.
      elapsed: elapsedSinceNow(systemClock),
      systemIdleSeconds: () => powerMonitor.getSystemIdleTime(),
      lock: () => void lock('idle'),
      announce: (inSeconds) => {
        if (isUnlocked) send('access:lock-announced', { inSeconds })
      },
    },
    LOCK_POLICY,
  )
  const ticking = setInterval(() => idle.tick(), 1_000)
  // Also while a passphrase is being tried: that would end unlocked on a laptop that nobody sits at.
  powerMonitor.on('suspend', () => void lock('suspend', true))
  powerMonitor.on('lock-screen', () => void lock('lock-screen', true))

  let isQuitting = false
  app.on('second-instance', () => {
    // Its command line is hostile until proved otherwise: only the window comes forward.
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => {
    if (!isLocking) app.quit()
  })
  app.on('before-quit', () => {
    isQuitting = true
  })
  app.on('will-quit', (event) => {
    clearInterval(ticking)
    if (!store.isRunning()) return
    event.preventDefault()
    void Promise.allSettled([guard.clear(), store.stop()]).then(() => app.quit())
  })
  openWindow()
  store.start().catch(() => logger.error('store-not-started', {}))

  // Making the schemas of the whole contract takes longer than the page takes to be asked for: the window loads meanwhile.
  // Nothing but microtasks in between, so that the page finds every call answered.
  const [{ contractEntries }, { registerContract }, { createEventSender }] = await Promise.all([
    import('../../shared/ipc/contract'), import('../ipc/register-contract'), import('./event-sender'),
  ])
  sendEvent = createEventSender((channel, data) => {
    if (window !== null && !window.isDestroyed()) window.webContents.send(channel, data)
  })
  registerContract(ipcMain, {
    forward: (channel, request) => store.call(channel, request),
    handlers: {
      ...createPreferenceHandlers(preferences, () => {
        if (window !== null) showTextSize(window, preferences.state().preferences.textSize)
      }),
      ...createSaveStatement({
        forward: (channel, request) => store.call(channel, request),
        chooseFile: (name, format) => chooseFile(dialog, window, app.getPath('documents'), name, format),
        print: printStatement,
        write: writeFileWhole,
      }),
      'access:lock': () => {
        // After the answer has gone out: the window that asks is about to be closed.
        setImmediate(() => void lock('by-hand'))
        return {}
      },
      'access:start-store': () => store.tryAgain().then(() => ({})),
      'access:drafts-saved': () => {
        drafts.noteSaved()
        return {}
      },
      'access:note-activity': () => {
        idle.noteActivity()
        return {}
      },
      'reveal:watch-clipboard': (request) => {
        guard.watch((request as { textHash: string }).textHash)
        return {}
      },
    },
    answered: (channel, envelope) => {
      if (!envelope.ok) return logger.info('call-refused', { channel, code: envelope.error.code })
      if (channel.startsWith('access:')) noteAccess(envelope.value)
      // Fresh memory and a fresh key-store half after starting again.
      if (channel === 'access:start-again')
        void store
          .stop()
          .then(() => store.start())
          .catch(() => logger.error('store-not-started', {}))
    },
  })
  logger.info('started', { channels: contractEntries.length })
}

/** Before `ready`: our scheme is a standard, secure origin that may not leave its own bounds. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: false,
        corsEnabled: false,
        allowServiceWorkers: false,
      },
    },
  ])
}

const isTestRuntime = (): boolean => Number(process.versions.electron?.split('.')[0]) < SHIPPED_MAJOR

function spawnStore(file: string): StoreProcess {
  const child = utilityProcess.fork(file, [], { serviceName: 'Casement store', stdio: 'inherit' })
  return {
    postMessage: (message) => child.postMessage(message),
    kill: () => child.kill(),
    on: (event: 'message' | 'exit', listener: (value: never) => void) =>
      child.on(event as 'message', listener as (value: unknown) => void),
  }
}
