import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { needlesOf } from '../../support/sentinel-needles'
import { scanFolders } from '../../support/sentinel-scan'

const VALUE = 'Quillon Featherstonehaugh'
const SENTINELS = [{ name: 'full name', value: VALUE }]
const around = (bytes: Buffer | string, before = 'x'): Buffer => Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from('yz')])

const FORMS: Record<string, Buffer> = {
  'UTF-8': around(VALUE),
  'lower case': around(VALUE.toLowerCase()),
  'UTF-16LE': around(Buffer.from(VALUE, 'utf16le')),
  'hex': around(Buffer.from(VALUE).toString('hex')),
  'hex of UTF-16LE in upper case': around(Buffer.from(VALUE, 'utf16le').toString('hex').toUpperCase()),
  'base64, no byte before': around(around(VALUE, '').toString('base64')),
  'base64, one byte before': around(around(VALUE, '1').toString('base64')),
  'base64url, two bytes before': around(around(VALUE, '12').toString('base64url')),
  'gzip': around(gzipSync(around(VALUE))),
  'gzip cut short': around(gzipSync(Buffer.concat([around(VALUE), Buffer.alloc(3_000, 'fill')]))).subarray(0, -12),
  'zlib inside gzip': around(gzipSync(around(deflateSync(VALUE)))),
  'base64 inside gzip': around(gzipSync(Buffer.from(VALUE).toString('base64'))),
}

describe('the sentinel scan', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'casement-scan-'))
    mkdirSync(path.join(folder, 'deep/er'), { recursive: true })
    writeFileSync(path.join(folder, 'deep/harmless'), 'Quillon and Featherstone, but not the two together')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test.each(Object.entries(FORMS))('finds a sentinel planted as %s', (_form, planted) => {
    writeFileSync(path.join(folder, 'deep/er/planted'), planted)
    const { units, hits } = scanFolders([folder], SENTINELS)
    expect(units).toBe(2)
    expect(hits.length).toBeGreaterThan(0)
    expect(hits.every(({ where }) => where.includes('planted'))).toBe(true)
  })

  test('finds a sentinel in the name of a file', () => {
    writeFileSync(path.join(folder, VALUE), '')
    expect(scanFolders([folder], SENTINELS).hits).toHaveLength(1)
  })

  test('finds nothing where nothing was planted', () => {
    expect(scanFolders([folder], SENTINELS)).toMatchObject({ units: 1, hits: [] })
  })

  test('refuses a sentinel so short that chance would find it', () => {
    expect(() => needlesOf([{ name: 'initials', value: 'Q. F.' }])).toThrow(RangeError)
  })
})
