import type { CasementApp } from '../casement-app'

/**
 * Notes every call that reaches the main process from here on: from outside the page, which a page under test could not fool. The
 * real handlers answer as before.
 */
export async function watchBridge(app: CasementApp): Promise<() => Promise<readonly string[]>> {
  await app.electron.evaluate(({ ipcMain }) => {
    const noted: string[] = []
    Reflect.set(globalThis, 'notedCalls', noted)
    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<string, (...given: unknown[]) => unknown>
    for (const [channel, handler] of handlers) {
      handlers.set(channel, (...given) => {
        noted.push(channel)
        return handler(...given)
      })
    }
  })
  return () => app.electron.evaluate(() => Reflect.get(globalThis, 'notedCalls') as string[])
}
