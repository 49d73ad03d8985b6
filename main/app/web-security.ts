import type { App, Session, WebContents, WebPreferences } from 'electron'
import { parseUrl } from '../settings/parse-url'

export const APP_SCHEME = 'casement-app'
export const APP_ORIGIN = `${APP_SCHEME}://app`
export const START_PAGE = `${APP_ORIGIN}/index.html`
/** In memory only: no `persist:`, no cache, nothing on disk. */
export const SESSION_PARTITION = 'casement'

/** react-aria injects exactly one style element; this is the hash of its text. */
const REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

/** Sent as a header with every answer of the custom protocol (checklist 7). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${REACT_ARIA_STYLE}`,
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), clipboard-read=(), display-capture=(), usb=(), serial=(), hid=()',
}

/** The options of every window (checklist 2-4, 6, 8-12). @param preload absolute path of the bundled preload */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    partition: SESSION_PARTITION,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
    safeDialogs: true,
    autoplayPolicy: 'user-gesture-required',
    disableDialogs: true,
  }
}

/** In memory only, and apart from the window's: nothing of ours is in it but the one page that is printed. */
export const PRINT_PARTITION = 'casement-print'

/** The same for the hidden window that prints: no preload, no script and no picture besides. */
export function printPreferences(): WebPreferences {
  const { preload: _none, ...safe } = webPreferences('')
  return { ...safe, partition: PRINT_PARTITION, javascript: false, images: false }
}

/** True for pages of ours, by parsed URL: a prefix test would take `casement-app://app.evil` for ours. */
export function isOwnUrl(url: unknown): boolean {
  const parsed = parseUrl(url)
  return (
    parsed !== null &&
    parsed.protocol === `${APP_SCHEME}:` &&
    parsed.host === 'app' &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.port === ''
  )
}

/** Denies every permission, device, capture, download and spelling dictionary on our session (checklist 5). */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  session.setUSBProtectedClassesHandler(() => [])
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }))
  session.setSpellCheckerEnabled(false)
  for (const event of ['select-usb-device', 'select-hid-device', 'select-serial-port'] as const) {
    // Electron types each of these differently; all of them mean "deny" when prevented and never answered.
    ;(session as { on(name: string, listener: (event: { preventDefault(): void }) => void): void }).on(
      event,
      (chosen) => chosen.preventDefault(),
    )
  }
  session.on('will-download', (event) => event.preventDefault())
  // Nothing but our own pages: no request of the window ever leaves the machine.
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnUrl(details.url) }))
}

/** Keeps every web contents on our own pages, without windows, webviews or menus of its own (checklist 11-14). */
export function hardenContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url?: string }): void => {
    if (!isOwnUrl(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  // The one address whose loading Electron does not announce. A page that went there is not ours any more: it ends, and with it the session.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) contents.forcefullyCrashRenderer()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.on('context-menu', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('before-input-event', (event, input) => {
    if (isBlockedKey(input)) event.preventDefault()
  })
}

/** Reload, developer tools, view source, print, save: none of them is an action of Casement. */
export function isBlockedKey(
  input: Readonly<{ key: string; control: boolean; meta: boolean; shift: boolean }>,
): boolean {
  const key = input.key.toLowerCase()
  if (['f5', 'f12', 'browserrefresh', 'printscreen'].includes(key)) return true
  if (!input.control && !input.meta) return false
  return ['r', 'p', 's', 'u', 'o', 'j'].includes(key) || (input.shift && ['i', 'c', 'k'].includes(key))
}

/** Before `ready`: the sandbox for every process, and no other way in. */
export function hardenApp(app: App): void {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault()
    decide(false)
  })
  app.on('select-client-certificate', (event) => event.preventDefault())
  app.on('login', (event) => event.preventDefault())
  // A link or a file given to the app never triggers anything (attack 19).
  app.on('open-url', (event) => event.preventDefault())
  app.on('open-file', (event) => event.preventDefault())
}
