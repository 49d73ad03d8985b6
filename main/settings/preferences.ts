import Store from 'electron-store'
import { z } from 'zod'

const BoundsSchema = z.strictObject({
  x: z.int().nullable(),
  y: z.int().nullable(),
  width: z.int().min(800).max(10_000),
  height: z.int().min(500).max(10_000),
  isMaximised: z.boolean(),
})
export type WindowBounds = z.infer<typeof BoundsSchema>

const DEFAULT_BOUNDS: WindowBounds = { x: null, y: null, width: 1366, height: 768, isMaximised: false }

/** The only thing electron-store keeps: where the window stood. No setting of the service, no secret, no case data. */
export class Preferences {
  readonly #store: Store<{ bounds?: unknown }> | null

  /** @param folder where `preferences.json` lies */
  constructor(folder: string) {
    this.#store = openStore(folder)
  }

  bounds(): WindowBounds {
    const parsed = BoundsSchema.safeParse(this.#store?.get('bounds'))
    return parsed.success ? parsed.data : DEFAULT_BOUNDS
  }

  rememberBounds(bounds: WindowBounds): void {
    this.#store?.set('bounds', bounds)
  }
}

/** An unreadable file is left as it is (somebody may want to mend it) and the defaults hold. */
function openStore(folder: string): Store<{ bounds?: unknown }> | null {
  try {
    return new Store<{ bounds?: unknown }>({ name: 'preferences', cwd: folder, clearInvalidConfig: false })
  } catch {
    return null
  }
}
