import type { CasementApp } from './casement-app'

/**
 * The operating system says that the window lost the focus, or has it again. There is no window manager on a bare display, so
 * Electron's own event is raised, from which on everything is real.
 */
export const tellFocus = (app: CasementApp, isFocused: boolean): Promise<unknown> =>
  app.electron.evaluate(({ BrowserWindow }, event) => BrowserWindow.getAllWindows()[0]?.emit(event), isFocused ? 'focus' : 'blur')

export const clipboardText = (app: CasementApp): Promise<string> => app.electron.evaluate(({ clipboard }) => clipboard.readText())
