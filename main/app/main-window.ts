import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import type { WindowBounds } from '../settings/preferences'
import { START_PAGE, webPreferences } from './web-security'

export interface WindowHost {
  readonly preload: string
  readonly bounds: WindowBounds
  /** Per cent. Asked for at each load of the page. */
  textSize(): number
  onFocusChanged(isFocused: boolean): void
  onBoundsChanged(bounds: WindowBounds): void
  /** A key or the mouse, seen on its way to the page: no script of the page can make one. */
  onInput(): void
  /** The page's process is gone (crashed or killed): its details with it. */
  onPageGone(): void
}

/** Opens the one window on the start page, with content protection from its first moment. @param isQuiet after a lock: does not take the focus */
export function openMainWindow(host: WindowHost, isQuiet = false): BrowserWindow {
  const window = new BrowserWindow(windowOptions(host))
  // Before anything is painted: screen sharing and screenshots get nothing (no effect on Linux).
  window.setContentProtection(true)
  window.removeMenu()
  if (host.bounds.isMaximised) window.maximize()
  window.once('ready-to-show', () => (isQuiet ? window.showInactive() : window.show()))
  window.on('focus', () => host.onFocusChanged(true))
  window.on('blur', () => host.onFocusChanged(false))
  window.on('close', () => host.onBoundsChanged(boundsOf(window)))
  window.webContents.on('input-event', () => host.onInput())
  window.webContents.on('render-process-gone', () => host.onPageGone())
  // Before the window is shown, so that nobody sees it jump.
  window.webContents.on('dom-ready', () => showTextSize(window, host.textSize()))
  window.webContents.setVisualZoomLevelLimits(1, 3).catch(() => undefined)
  void window.loadURL(START_PAGE).catch(() => undefined)
  return window
}

function windowOptions({ bounds, preload }: WindowHost): BrowserWindowConstructorOptions {
  return {
    ...(bounds.x === null || bounds.y === null ? {} : { x: bounds.x, y: bounds.y }),
    width: bounds.width,
    height: bounds.height,
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: 'Casement',
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: webPreferences(preload),
  }
}

/**
 * Text size as the window's zoom: everything grows together and the layouts fold as in a smaller window, so that nothing is
 * clipped. Larger letters in boxes of the old size would be.
 */
export function showTextSize(window: BrowserWindow, textSize: number): void {
  if (!window.isDestroyed()) window.webContents.setZoomFactor(textSize / 100)
}

/** Where the window stands, unmaximised. */
export function boundsOf(window: BrowserWindow): WindowBounds {
  const { x, y, width, height } = window.getNormalBounds()
  return { x, y, width, height, isMaximised: window.isMaximized() }
}
