import { constants, inflateRawSync } from 'node:zlib'
import { needlesOf, type Needle, type Sentinel } from './sentinel-needles'

/** Where a sentinel was found; carries its name, not its value. */
export interface Hit {
  readonly where: string
  readonly sentinel: string
  readonly form: string
}

/** Looks for all sentinels in all forms in some bytes, and inside what is compressed in them. */
export type Finder = (where: string, data: Buffer) => Hit[]

const DEEPEST = 3
const MOST_INFLATED = 256 * 1024 * 1024

/** One pass over the data whatever the number of sentinels: the first three bytes of every form go into a table. */
export function sentinelFinder(sentinels: readonly Sentinel[]): Finder {
  const table = new Uint8Array(1 << 24)
  const byStart = new Map<number, Needle[]>()
  for (const needle of needlesOf(sentinels)) {
    const start = startOf(needle.bytes, 0)
    table[start] = 1
    byStart.set(start, [...(byStart.get(start) ?? []), needle])
  }
  const look = (where: string, data: Buffer, depth: number): Hit[] => {
    const hits: Hit[] = []
    for (let at = 0; at + 2 < data.length; at++) {
      const start = startOf(data, at)
      if (table[start] === 1) {
        for (const { sentinel, form, bytes } of byStart.get(start) ?? []) {
          if (data.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, data.length)) === 0) hits.push({ where, sentinel, form })
        }
      }
      if (depth < DEEPEST && isCompressed(data, at)) {
        const inner = inflated(data, at)
        if (inner !== null) hits.push(...look(`${where} ▸ compressed`, inner, depth + 1))
      }
    }
    return hits
  }
  return (where, data) => look(where, data, 0)
}

const startOf = (data: Buffer, at: number): number => ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)

/** gzip with the deflate method, a zlib stream (the usual three headers), or a local file of a zip archive. */
function isCompressed(data: Buffer, at: number): boolean {
  const [first, second, third] = [data[at], data[at + 1], data[at + 2]]
  if (first === 0x1f) return second === 0x8b && third === 0x08
  if (first === 0x78) return second === 0x01 || second === 0x9c || second === 0xda
  return first === 0x50 && second === 0x4b && third === 0x03 && data[at + 3] === 0x04
}

/** What lies compressed at `at`, also where it is cut short or followed by something else; null when it is no such thing. */
function inflated(data: Buffer, at: number): Buffer | null {
  try {
    const body = data.subarray(at + headerLength(data, at))
    return inflateRawSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_INFLATED })
  } catch {
    return null
  }
}

/** Bytes before the deflated data: gzip (RFC 1952), zlib (RFC 1950), or a local file of a zip archive. */
function headerLength(data: Buffer, at: number): number {
  if (data[at] === 0x78) return 2
  if (data[at] === 0x50) return 30 + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28)
  const flags = data[at + 3] ?? 0
  let end = at + 10
  if ((flags & 4) !== 0) end += 2 + data.readUInt16LE(end)
  if ((flags & 8) !== 0) end = data.indexOf(0, end) + 1
  if ((flags & 16) !== 0) end = data.indexOf(0, end) + 1
  return end + ((flags & 2) === 0 ? 0 : 2) - at
}
