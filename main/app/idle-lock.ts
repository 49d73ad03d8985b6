import type { LockPolicy } from '../settings/lock-policy'

export interface IdleLockHost {
  /** Monotonic ms. */
  elapsed(): number
  lock(): void
  /** Seconds until the lock, or null when the warning is over. */
  announce(inSeconds: number | null): void
}

/** Locks after `idleSeconds` without activity, and says so `warningSeconds` before. `tick` is to be called about once a second. */
export class IdleLock {
  readonly #host: IdleLockHost
  readonly #policy: LockPolicy
  #activeAt: number
  #isWarned = false

  constructor(host: IdleLockHost, policy: LockPolicy) {
    this.#host = host
    this.#policy = policy
    this.#activeAt = host.elapsed()
  }

  /** Somebody did something: the clock starts again. */
  noteActivity(): void {
    this.#activeAt = this.#host.elapsed()
    if (!this.#isWarned) return
    this.#isWarned = false
    this.#host.announce(null)
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
}
