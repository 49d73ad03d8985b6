/**
 * A UUIDv7 (RFC 9562 §5.7): 48-bit Unix milliseconds, then random bits.
 * @param nowMs Unix time in milliseconds
 * @param random at least 10 random bytes
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  let rest = Math.floor(nowMs)
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** When a UUIDv7 was made: Unix time in milliseconds. */
export const timeOfUuidV7 = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
