import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** What a running demonstration of this clone wrote for one kind of command (start-service.ts), as it stands in the first of the files that has it; null where none has. */
export async function readDemonstration(files: readonly string[], part: 'ledger' | 'retention'): Promise<unknown> {
  for (const one of files) {
    try {
      return z.object({ [part]: z.unknown() }).parse(JSON.parse(await readFile(one, 'utf8')))[part]
    } catch {
      // The next place, if any.
    }
  }
  return null
}
