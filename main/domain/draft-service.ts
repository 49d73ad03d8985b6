import { ACT_WORDS } from '../../shared/model/draft-keys'
import { toInstant } from '../settings/clock'
import type { Session } from './session'

const WEEK_MS = 7 * 86_400_000

/** Half-written forms, kept encrypted and given back after a lock or a crash. */
export class DraftService {
  readonly #session: Session
  constructor(session: Session) {
    this.#session = session
  }

  save({ key, value }: Readonly<{ key: string; value: string }>): { savedAt: string } {
    const savedAt = toInstant(this.#session.clock.now())
    this.#session.drafts.save(key, value, savedAt)
    // What waited for a decision a week ago was decided by somebody else or has lapsed: its words are nobody's any more.
    if (key.startsWith(ACT_WORDS)) this.#session.drafts.removeOlderThan(ACT_WORDS, toInstant(this.#session.clock.now() - WEEK_MS))
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
