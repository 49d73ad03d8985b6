import { BrowserWindow, session } from 'electron'
import type { AccessStatement } from '../../shared/model/access-statement'
import { STATEMENT_PAGE_POLICY, statementPage, statementTitle } from './statement-page'
import {
  APP_ORIGIN,
  APP_SCHEME,
  hardenSession,
  PRINT_PARTITION,
  printPreferences,
  SECURITY_HEADERS,
} from './web-security'

const PRINT_PAGE = `${APP_ORIGIN}/statement.html`
const FOOTER =
  '<div style="width:100%;padding:0 12mm;font:8pt Arial,sans-serif;color:#383f43;display:flex;justify-content:space-between"><span class="title"></span><span>Page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>'

/** The statement as a tagged PDF, made by a hidden window that has no script, no preload, no network and no file. */
export async function printStatement(statement: AccessStatement): Promise<Uint8Array> {
  const ours = session.fromPartition(PRINT_PARTITION, { cache: false })
  hardenSession(ours)
  const headers = {
    ...SECURITY_HEADERS,
    'content-security-policy': STATEMENT_PAGE_POLICY,
    'content-type': 'text/html; charset=utf-8',
  }
  if (ours.protocol.isProtocolHandled(APP_SCHEME)) ours.protocol.unhandle(APP_SCHEME)
  ours.protocol.handle(APP_SCHEME, ({ url }) =>
    url === PRINT_PAGE ? new Response(statementPage(statement), { headers }) : new Response(null, { status: 404 }),
  )
  const window = new BrowserWindow({
    show: false,
    title: statementTitle(statement),
    webPreferences: printPreferences(),
  })
  try {
    await window.loadURL(PRINT_PAGE)
    return await window.webContents.printToPDF({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOTER,
    })
  } finally {
    window.destroy()
    ours.protocol.unhandle(APP_SCHEME)
    await ours.clearStorageData().catch(() => undefined)
  }
}
