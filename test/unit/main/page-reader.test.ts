import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCasementError } from '../../../shared/errors/casement-error'
import { endRecord } from '../../../shared/model/change'
import { readPage } from '../../../main/sync/page-reader'

const evict = (n: number): string =>
  `${JSON.stringify({ type: 'evict', householdId: n.toString(16).padStart(32, '0'), because: 'scope' })}\n`
const PLACE = 'epoch123.1.0'
function pageOf(count: number, change: Record<string, unknown> = {}, lines = Array.from({ length: count }, (_, n) => evict(n)).join('')): Uint8Array {
  const record = { count, after: PLACE, next: 'epoch123.1.1', more: false }
  const hash = createHash('sha256').update(lines).update(endRecord(record)).digest('hex')
  return Buffer.from(`${lines}${JSON.stringify({ type: 'end', hash, ...record, ...change })}\n`)
}
const refusal = (bytes: Uint8Array, after = PLACE): string => {
  try {
    readPage(bytes, after)
    return 'none'
  } catch (error) {
    return isCasementError(error) ? error.code : 'other'
  }
}

describe('a page of the feed', () => {
  it('is read whole', () => {
    expect(readPage(pageOf(3), PLACE).lines).toHaveLength(3)
    expect(readPage(pageOf(0), PLACE)).toMatchObject({ lines: [], end: { more: false } })
  })

  it('is discarded when it is cut anywhere', () => {
    const page = pageOf(5)
    // The very last byte is the newline after the end line: without it the page is whole still.
    for (let length = 0; length < page.length - 1; length += 1)
      expect(refusal(page.subarray(0, length))).toBe('SYNC_PAGE_TRUNCATED')
  })

  it('is discarded when any byte of it is another, the end line included', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const page = Buffer.from(pageOf(4)).subarray(0, -1)
        page[at % page.length] = (page[at % page.length] ?? 0) ^ flip
        expect(['SYNC_PAGE_TRUNCATED', 'HUB_RUBBISH']).toContain(refusal(page))
      }),
    )
  })

  it('is discarded when its end line says something else than what was hashed', () => {
    for (const change of [{ count: 2 }, { hash: 'a'.repeat(64) }, { next: 'epoch123.1.2' }, { next: null }, { more: true }, { after: null }])
      expect(refusal(pageOf(3, change))).toBe('SYNC_PAGE_TRUNCATED')
  })

  it('is rubbish when it answers another place, or is complete and a line is not in the agreed form', () => {
    expect(refusal(pageOf(3), 'epoch123.0.9')).toBe('HUB_RUBBISH')
    expect(refusal(pageOf(1, {}, '{"type":"upsert","household":{}}\n'))).toBe('HUB_RUBBISH')
  })
})
