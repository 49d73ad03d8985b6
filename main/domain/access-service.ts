import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { AccessState } from '../../shared/ipc/access-contract'
import { passphraseStrength } from '../../shared/passphrase/passphrase-strength'
import type { WrapFile } from '../keys/key-wrapping'
import type { WrapStore } from '../keys/wrap-store'
import { toInstant, type Clock } from '../settings/clock'
import type { RecoverySpool } from '../store/recovery-spool'
import type { SignedIn } from '../sync/oidc-client'
import { delayAfter, leftToWait } from './passphrase-delay'
import type { Session } from './session'

export interface AccessPorts {
  readonly clock: Clock
  readonly wraps: WrapStore
  readonly spool: RecoverySpool
  readonly hasKeyStore: boolean
  readonly isTestRuntime: boolean
  /** Production policy: no enrolment without the system's key store. */
  readonly needsKeyStore: boolean
  /** `isAgain`: somebody works here already and shows once more who they are. */
  signIn(how: Readonly<{ isAgain: boolean }>): Promise<SignedIn>
  stopSignIn(): void
  /** Enrols this laptop at hub and vault, makes key and databases, and opens them. */
  enrol(signedIn: SignedIn, passphrase: string): Promise<Session>
  /** The database key out of the wrap. Throws ACCESS_PASSPHRASE_WRONG or ACCESS_KEY_STORE_CHANGED. */
  unwrap(wrap: WrapFile, passphrase: string): Promise<Uint8Array>
  open(wrap: WrapFile, key: Uint8Array): Session
  /** When the last enrolment was wiped because it was revoked. */
  wipedAt(): string | null
  /** A new enrolment stands. */
  onEnrolled(): void
  onChanged(state: AccessState): void
}

/** The worklist is read first: a round keeps the store process busy just then. */
const SYNC_AFTER_UNLOCK_MS = 300

/** From opening the app to working in it: sign in, enrol, unlock, start again. Locking is the end of this process. */
export class AccessService {
  readonly #ports: AccessPorts
  #session: Session | null = null
  #signedIn: SignedIn | null = null
  #isBusy = false

  constructor(ports: AccessPorts) {
    this.#ports = ports
  }

  isUnlocked(): boolean {
    return this.#session !== null
  }

  /** Throws ACCESS_LOCKED. */
  session(): Session {
    if (this.#session === null) throw new CasementError('ACCESS_LOCKED')
    return this.#session
  }

  /** The session is over, for good. Null when there was none. */
  endSession(): Session | null {
    const session = this.#session
    this.#session = null
    return session
  }

  getState(): AccessState {
    const { wraps, spool, clock, hasKeyStore, isTestRuntime, wipedAt } = this.#ports
    const wrap = this.#findWrap()
    const phase =
      this.#session !== null
        ? 'unlocked'
        : wrap !== null
          ? 'locked'
          : this.#signedIn === null
            ? 'signed-out'
            : 'needs-enrolment'
    const wait = leftToWait(wraps.attempts().waitUntil, clock.now())
    const isOpen = this.#session !== null
    return {
      phase,
      officer: this.#session?.officer() ?? (wrap === 'unreadable' ? null : (wrap?.officer ?? null)),
      hasKeyStore,
      isSignedIn: this.#session?.tokens.isSignedIn() ?? this.#signedIn !== null,
      waitUntil: phase === 'locked' && wait > 0 ? toInstant(clock.now() + wait) : null,
      recoverable: spool.count(
        this.#session?.officer().officerId ?? this.#signedIn?.officerId ?? null,
        wrap === null && !isOpen,
      ),
      isTestRuntime,
      wipedAt: wrap === null && !isOpen ? wipedAt() : null,
    }
  }

  signIn(): Promise<AccessState> {
    return this.#alone(async () => {
      if (this.#session === null && this.#findWrap() !== null) throw new CasementError('ACCESS_LOCKED')
      const signedIn = await this.#ports.signIn({ isAgain: this.#session !== null })
      if (this.#session === null) this.#signedIn = signedIn
      else {
        // Somebody else's sign-in must not carry this officer's work.
        if (signedIn.officerId !== this.#session.officer().officerId) throw new CasementError('ACCESS_SIGN_IN_FAILED')
        this.#session.tokens.signIn(signedIn.refreshToken)
        this.#session.engine.kick()
      }
    })
  }

  stopSignIn(): Record<string, never> {
    this.#ports.stopSignIn()
    return {}
  }

  enrol({ passphrase }: Readonly<{ passphrase: string }>): Promise<AccessState> {
    return this.#alone(async () => {
      if (this.#findWrap() !== null || this.#signedIn === null) throw new CasementError('ACCESS_SIGNED_OUT')
      if (!passphraseStrength(passphrase).isStrong) throw new CasementError('ACCESS_PASSPHRASE_WEAK')
      if (this.#ports.needsKeyStore && !this.#ports.hasKeyStore) throw new CasementError('ACCESS_KEY_STORE_REQUIRED')
      this.#session = await this.#ports.enrol(this.#signedIn, passphrase)
      this.#signedIn = null
      this.#ports.onEnrolled()
      this.#session.engine.start()
    })
  }

  unlock({ passphrase }: Readonly<{ passphrase: string }>): Promise<AccessState> {
    return this.#alone(async () => {
      if (this.#session !== null) return
      const wrap = this.#findWrap()
      if (wrap === null) throw new CasementError('ACCESS_NOT_ENROLLED')
      if (wrap === 'unreadable') throw new CasementError('STORE_CORRUPTED')
      const key = await this.#unwrap(wrap, passphrase)
      // It was the right passphrase, whatever is wrong with the files: that must not end in a wait for wrong ones.
      this.#ports.wraps.saveAttempts({ wrong: 0, waitUntil: 0 })
      this.#session = this.#ports.open(wrap, key)
      this.#session.engine.start(SYNC_AFTER_UNLOCK_MS)
    })
  }

  /** Erases nothing: the old files are put aside, the recovery spool stays for the next enrolment. */
  startAgain(): Promise<AccessState> {
    return this.#alone(async () => {
      if (this.#session !== null) throw new CasementError('STORE_UNAVAILABLE')
      try {
        this.#ports.wraps.setAside(toInstant(this.#ports.clock.now()).replaceAll(/[:.]/g, '-'))
      } catch {
        throw new CasementError('STORE_UNAVAILABLE')
      }
      this.#signedIn = null
    })
  }

  async #unwrap(wrap: WrapFile, passphrase: string): Promise<Uint8Array> {
    const { wraps, clock } = this.#ports
    const before = wraps.attempts()
    const wait = leftToWait(before.waitUntil, clock.now())
    if (wait > 0) throw new CasementError('ACCESS_WAIT', { seconds: Math.ceil(wait / 1_000) })
    // Counted before it is tried: killing the app in the middle is no free try.
    const wrong = before.wrong + 1
    wraps.saveAttempts({ wrong, waitUntil: clock.now() + delayAfter(wrong) })
    try {
      return await this.#ports.unwrap(wrap, passphrase)
    } catch (error) {
      if (!isCasementError(error) || error.code !== 'ACCESS_PASSPHRASE_WRONG') wraps.saveAttempts(before)
      throw error
    }
  }

  #findWrap(): WrapFile | 'unreadable' | null {
    try {
      return this.#ports.wraps.find()
    } catch {
      return 'unreadable'
    }
  }

  /** One change of access at a time: two clicks must not enrol twice. */
  async #alone(work: () => Promise<void>): Promise<AccessState> {
    if (this.#isBusy) throw new CasementError('REQUEST_INVALID', { busy: true })
    this.#isBusy = true
    try {
      await work()
    } finally {
      this.#isBusy = false
      this.#ports.onChanged(this.getState())
    }
    return this.getState()
  }
}
