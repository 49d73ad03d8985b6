/** The smallest asar archive: a few flat text files. (Format: pickled header size, pickled JSON header, contents.) */
export function asarArchive(files: Readonly<Record<string, string>>): Buffer {
  const contents = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))
  const header = Buffer.from(JSON.stringify({ files: index(contents) }))
  const padded = Math.ceil(header.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(header.length, 12)
  header.copy(head, 16)
  return Buffer.concat([head, ...contents.map(({ bytes }) => bytes)])
}

function index(contents: readonly { readonly name: string; readonly bytes: Buffer }[]): object {
  let offset = 0
  const entries = contents.map(({ name, bytes }) => {
    const entry = { size: bytes.length, offset: String(offset) }
    offset += bytes.length
    return [name, entry] as const
  })
  return Object.fromEntries(entries)
}
