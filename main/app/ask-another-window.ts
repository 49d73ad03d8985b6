import type { Dialog } from 'electron'
import { ERROR_CODES, type ErrorCode } from '../../shared/errors/error-code'

const TRY_AGAIN = 0
const CLOSE = 1
const CODE: ErrorCode = 'WINDOW_KEEPS_ENDING'

/**
 * Says that windows stop as soon as they open, and asks whether to open another. In the system's own message box, which main draws:
 * whatever ends a page's process would end that of a page that says so.
 */
export async function askAnotherWindow(dialog: Pick<Dialog, 'showMessageBox'>): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Casement',
    message: 'Casement keeps stopping',
    detail: [
      `${ERROR_CODES[CODE].means} Casement does not open it again by itself.`,
      'Nothing you had saved is lost: it is still on this laptop, encrypted, and work that was not sent yet goes up once Casement runs.',
      `If Try again does not help: restart the laptop, and open Casement once more. Then ring your service desk and read out the code ${CODE}.`,
      'If a resident cannot wait, ring the duty desk: a colleague can look for you.',
    ].join('\n\n'),
    buttons: ['Try again', 'Close Casement'],
    defaultId: TRY_AGAIN,
    cancelId: CLOSE,
    noLink: true,
  })
  return response === TRY_AGAIN
}
