import { z } from 'zod'
import {
  DEFAULT_PREFERENCES,
  PreferencesSchema,
  type PreferenceChange,
  type Preferences,
  type PreferenceState,
} from '../../shared/ipc/preference-contract'
import { readPreferenceFile, writePreferenceFile, type PreferenceContent } from './preference-file'

const BoundsSchema = z.strictObject({
  x: z.int().nullable(),
  y: z.int().nullable(),
  width: z.int().min(800).max(10_000),
  height: z.int().min(500).max(10_000),
  isMaximised: z.boolean(),
})
export type WindowBounds = z.infer<typeof BoundsSchema>

const DEFAULT_BOUNDS: WindowBounds = { x: null, y: null, width: 1366, height: 768, isMaximised: false }

/** Every key that `preferences.json` may hold. */
export const PREFERENCE_KEYS: ReadonlyArray<string> = ['bounds', ...Object.keys(PreferencesSchema.shape)]

/** What a file's content says, key by key: one bad value costs that preference and no other. */
export function readPreferences(content: PreferenceContent): Preferences {
  const read = Object.entries(PreferencesSchema.shape).map(([key, schema]) => {
    const parsed = schema.safeParse(Object.hasOwn(content, key) ? content[key] : undefined)
    return [key, parsed.success ? parsed.data : DEFAULT_PREFERENCES[key as keyof Preferences]] as const
  })
  return PreferencesSchema.parse(Object.fromEntries(read))
}

/**
 * The only thing that is kept in clear: where the window stood and how the officer likes it. No setting of the service, no secret,
 * no case data. A file that cannot be read is left as it is (somebody may want to mend it), and so is a known key's bad value until
 * that preference is chosen anew; keys that are none of ours are never read, and left out at the next change.
 */
export class PreferenceBook {
  /** Null: the file is not ours to write. */
  readonly #write: ((content: PreferenceContent) => void) | null
  #content: PreferenceContent
  #problem: PreferenceState['problem']

  /** @param folder where `preferences.json` lies */
  constructor(folder: string, write = writePreferenceFile) {
    const content = readPreferenceFile(folder)
    this.#write = content === null ? null : (changed) => write(folder, changed)
    this.#content = onlyKnown(content ?? {})
    this.#problem = content === null ? 'PREFERENCE_FILE_UNREADABLE' : null
  }

  state(): PreferenceState {
    return { preferences: readPreferences(this.#content), problem: this.#problem }
  }

  change(change: PreferenceChange): PreferenceState {
    this.#keep({ ...this.#content, ...change })
    return this.state()
  }

  reset(): PreferenceState {
    this.#keep({ bounds: this.bounds() })
    return this.state()
  }

  bounds(): WindowBounds {
    const parsed = BoundsSchema.safeParse(this.#content['bounds'])
    return parsed.success ? parsed.data : DEFAULT_BOUNDS
  }

  rememberBounds(bounds: WindowBounds): void {
    this.#keep({ ...this.#content, bounds })
  }

  /** Holds in any case; a disk that is full or a file that is not ours to write is said and nothing worse. */
  #keep(content: PreferenceContent): void {
    this.#content = content
    if (this.#write === null) return
    try {
      this.#write(content)
      this.#problem = null
    } catch {
      this.#problem = 'PREFERENCE_NOT_SAVED'
    }
  }
}

const onlyKnown = (content: PreferenceContent): PreferenceContent =>
  Object.fromEntries(PREFERENCE_KEYS.filter((key) => Object.hasOwn(content, key)).map((key) => [key, content[key]]))
