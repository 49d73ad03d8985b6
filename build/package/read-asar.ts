import { z } from 'zod'

/** A file of an asar archive. `isUnpacked`: its bytes lie beside the archive, in `app.asar.unpacked`. */
export interface AsarEntry {
  readonly path: string
  readonly size: number
  readonly isUnpacked: boolean
  /** Where its bytes lie in the archive; null when they lie beside it. */
  readonly at: number | null
}

const FileSchema = z.object({
  size: z.int().min(0),
  offset: z.string().regex(/^\d+$/).optional(),
  unpacked: z.boolean().optional(),
})
const FolderSchema = z.object({ files: z.record(z.string(), z.unknown()) })

/** The files of an asar archive, in the archive's order. Throws when it is none. */
export function readAsar(archive: Buffer): AsarEntry[] {
  const headerSize = archive.readUInt32LE(4)
  const header: unknown = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString('utf8'))
  return entriesOf(header, '', 8 + headerSize)
}

function entriesOf(node: unknown, at: string, base: number): AsarEntry[] {
  const folder = FolderSchema.safeParse(node)
  if (folder.success)
    return Object.entries(folder.data.files).flatMap(([name, child]) =>
      entriesOf(child, at === '' ? name : `${at}/${name}`, base),
    )
  const { size, offset, unpacked = false } = FileSchema.parse(node)
  return [{ path: at, size, isUnpacked: unpacked, at: unpacked || offset === undefined ? null : base + Number(offset) }]
}
