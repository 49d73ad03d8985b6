import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCasementError } from '../../../shared/errors/casement-error'
import { readPage } from '../../../main/sync/page-reader'

const evict = (n: number): string =>
  `${JSON.stringify({ type: 'evict', householdId: n.toString(16).padStart(32, '0'), because: 'scope' })}\n`
function pageOf(count: number, change: Record<string, unknown> = {}): Uint8Array {
  const before = Array.from({ length: count }, (_, n) => evict(n)).join('')
  const end = {
    type: 'end',
    count,
    hash: createHash('sha256').update(before).digest('hex'),
    next: 'epoch123.1.1',
    more: false,
    ...change,
  }
  return Buffer.from(`${before}${JSON.stringify(end)}\n`)
}
const refusal = (bytes: Uint8Array): string => {
  try {
    readPage(bytes)
    return 'none'
  } catch (error) {
    return isCasementError(error) ? error.code : 'other'
  }
}

describe('a page of the feed', () => {
  it('is read whole', () => {
    expect(readPage(pageOf(3)).lines).toHaveLength(3)
    expect(readPage(pageOf(0))).toMatchObject({ lines: [], end: { more: false } })
  })

  it('is discarded when it is cut anywhere', () => {
    const page = pageOf(5)
    // The very last byte is the newline after the end line: without it the page is whole still.
    for (let length = 0; length < page.length - 1; length += 1)
      expect(refusal(page.subarray(0, length))).toBe('SYNC_PAGE_TRUNCATED')
  })

  it('is discarded when any byte before the end line is another', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const page = Buffer.from(pageOf(4))
        const before = page.lastIndexOf('{"type":"end"')
        page[at % before] = (page[at % before] ?? 0) ^ flip
        expect(['SYNC_PAGE_TRUNCATED', 'HUB_RUBBISH']).toContain(refusal(page))
      }),
    )
  })

  it('is discarded when its end line counts or hashes something else', () => {
    expect(refusal(pageOf(3, { count: 2 }))).toBe('SYNC_PAGE_TRUNCATED')
    expect(refusal(pageOf(3, { hash: 'a'.repeat(64) }))).toBe('SYNC_PAGE_TRUNCATED')
  })

  it('is rubbish when it is complete and a line is not in the agreed form', () => {
    const before = '{"type":"upsert","household":{}}\n'
    const end = JSON.stringify({
      type: 'end',
      count: 1,
      hash: createHash('sha256').update(before).digest('hex'),
      next: null,
      more: false,
    })
    expect(refusal(Buffer.from(before + end))).toBe('HUB_RUBBISH')
  })
})
