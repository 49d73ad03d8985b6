import path from 'node:path'
import type { BrowserWindow, Dialog } from 'electron'

const NAMES = { pdf: 'PDF document', json: 'JSON file' } as const

/** The system's own dialog for saving; null when it was closed, or when there is no window to ask in. */
export async function chooseFile(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  window: BrowserWindow | null,
  folder: string,
  name: string,
  format: keyof typeof NAMES,
): Promise<string | null> {
  if (window === null) return null
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save the statement',
    defaultPath: path.join(folder, name),
    filters: [{ name: NAMES[format], extensions: [format] }],
    properties: ['showOverwriteConfirmation'],
  })
  return canceled || filePath === undefined || filePath === '' ? null : filePath
}
