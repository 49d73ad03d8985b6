import { toInstant } from '../settings/clock'
import type { Session } from './session'

/** Half-written forms, kept encrypted and given back after a lock or a crash. */
export class DraftService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  save({ key, value }: Readonly<{ key: string; value: string }>): { savedAt: string } {
    const savedAt = toInstant(this.#session.clock.now())
    this.#session.drafts.save(key, value, savedAt)
    return { savedAt }
  }

  find({ key }: Readonly<{ key: string }>): { value: string | null; savedAt: string | null } {
    return this.#session.drafts.find(key) ?? { value: null, savedAt: null }
  }

  remove({ key }: Readonly<{ key: string }>): Record<string, never> {
    this.#session.drafts.remove(key)
    return {}
  }
}
