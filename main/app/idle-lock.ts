import type { LockPolicy } from '../settings/lock-policy'

export interface IdleLockHost {
  /** Monotonic ms. */
  elapsed(): number
  /** Seconds since the last key or mouse on this computer, as the system says. May throw, or be 0 for ever, where it does not know. */
  systemIdleSeconds(): number
  lock(): void
  /** Seconds until the lock, or null when the warning is over. */
  announce(inSeconds: number | null): void
}

/** So long after an input that did not come from the page is the page's word for activity taken. */
const BELIEVED_MS = 15_000

/** Locks after `idleSeconds` without activity, and says so `warningSeconds` before. `tick` is to be called about once a second. */
export class IdleLock {
  readonly #host: IdleLockHost
  readonly #policy: LockPolicy
  #activeAt: number
  #inputAt = Number.NEGATIVE_INFINITY
  #isWarned = false

  constructor(host: IdleLockHost, policy: LockPolicy) {
    this.#host = host
    this.#policy = policy
    this.#activeAt = host.elapsed()
  }

  /** The main process saw a key or the mouse on its way to the page: the clock starts again. */
  noteInput(): void {
    this.#inputAt = this.#host.elapsed()
    this.#startAgain()
  }

  /** The page says that somebody did something. Believed only while that can be: a page that was taken over would say so for ever. */
  noteActivity(): void {
    if (this.#host.elapsed() - this.#inputAt <= BELIEVED_MS || this.#isSystemInUse()) this.#startAgain()
  }

  tick(): void {
    const left = this.#policy.idleSeconds - (this.#host.elapsed() - this.#activeAt) / 1000
    if (left <= 0) {
      this.#isWarned = false
      this.#activeAt = this.#host.elapsed()
      this.#host.lock()
    } else if (left <= this.#policy.warningSeconds) {
      this.#isWarned = true
      this.#host.announce(Math.ceil(left))
    }
  }

  #startAgain(): void {
    this.#activeAt = this.#host.elapsed()
    if (!this.#isWarned) return
    this.#isWarned = false
    this.#host.announce(null)
  }

  /** For hands that main does not see, such as those of voice control. A 0 may mean that the system does not know: it counts for nothing. */
  #isSystemInUse(): boolean {
    try {
      const seconds = this.#host.systemIdleSeconds()
      return seconds > 0 && seconds * 1_000 < BELIEVED_MS
    } catch {
      return false
    }
  }
}
