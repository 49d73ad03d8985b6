import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isOwnUrl, SECURITY_HEADERS } from './web-security'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.gif': 'image/gif',
  '.jpg': 'image/jpeg',
}

/**
 * The file that one of our URLs names, or null when it lies outside `root`, is not of a known type or not ours (checklist 18).
 * @param root absolute folder of the built renderer
 */
export function assetPath(root: string, url: string): string | null {
  if (!isOwnUrl(url)) return null
  let wanted: string
  try {
    wanted = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  if (wanted.includes('\0') || wanted.includes('\\') || wanted.includes('%')) return null
  const file = path.resolve(root, `.${wanted === '/' ? '/index.html' : wanted}`)
  return file.startsWith(root + path.sep) && TYPES[path.extname(file)] !== undefined ? file : null
}

/** The handler for `protocol.handle`: GET only, every answer with the security headers, 404 for whatever is not one of our files. */
export function createAssetHandler(
  root: string,
): (request: Readonly<{ url: string; method: string }>) => Promise<Response> {
  const folder = path.resolve(root)
  return async (request) => {
    const file = request.method === 'GET' ? assetPath(folder, request.url) : null
    if (file === null) return notFound()
    try {
      const body = await readFile(file)
      return new Response(new Uint8Array(body), {
        headers: { ...SECURITY_HEADERS, 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' },
      })
    } catch {
      return notFound()
    }
  }
}

const notFound = (): Response => new Response(null, { status: 404, headers: { ...SECURITY_HEADERS } })
