import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SignedWipeReceiptSchema } from '../../shared/model/wipe'
import { replaceFile } from '../settings/replace-file'

/** begun: files may still be there · done: they are gone · told: the hub has the receipt. */
const WipeStateSchema = z.strictObject({ v: z.literal(1), state: z.enum(['begun', 'done', 'told']), receipt: SignedWipeReceiptSchema })
export type WipeState = z.infer<typeof WipeStateSchema>

const NAME = 'wipe.json'

/** Where a wiping stands, outside the databases that it erases: killed in the middle, the next start goes on. */
export class WipeFile {
  readonly #file: string
  constructor(dataDir: string) {
    this.#file = path.join(dataDir, NAME)
  }

  /** Null for none, and for one that does not read: it erases nothing by itself. */
  find(): WipeState | null {
    if (!existsSync(this.#file)) return null
    try {
      return WipeStateSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      return null
    }
  }

  save(state: WipeState): void {
    replaceFile(this.#file, JSON.stringify(state))
  }

  remove(): void {
    rmSync(this.#file, { force: true })
  }
}
