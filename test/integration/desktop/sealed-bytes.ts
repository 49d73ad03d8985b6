import { createDecipheriv } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const PAGE = 4096
/** SQLCipher keeps the initialisation vector (16) and an HMAC-SHA-512 (64) at the end of each page, and the salt in the first 16 bytes of the file. */
const RESERVED = 80
const WAL_HEADER = 32
const FRAME_HEADER = 24

function decrypt(page: Buffer, key: Uint8Array, isFirst: boolean): Buffer {
  const start = isFirst ? 16 : 0
  const cipher = createDecipheriv('aes-256-cbc', key, page.subarray(PAGE - RESERVED, PAGE - RESERVED + 16))
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(page.subarray(start, PAGE - RESERVED)), cipher.final()])
}

/** Everything that somebody with the key finds in a database of ours and in its log: live rows, what was deleted, and frames not yet written back. */
export function everyByteOf(file: string, key: Uint8Array): Buffer {
  const database = readFileSync(file)
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0)
  const pages: Buffer[] = []
  for (let at = 0; at + PAGE <= database.length; at += PAGE) pages.push(decrypt(database.subarray(at, at + PAGE), key, at === 0))
  for (let at = WAL_HEADER; at + FRAME_HEADER + PAGE <= log.length; at += FRAME_HEADER + PAGE) {
    const isFirst = log.readUInt32BE(at) === 1
    pages.push(decrypt(log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + PAGE), key, isFirst))
  }
  return Buffer.concat(pages)
}
