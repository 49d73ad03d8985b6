import { randomBytes } from 'node:crypto'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { WipeOrderSchema } from '../../shared/model/wipe'
import type { WipeFile, WipeState } from '../keys/wipe-file'
import type { Logger } from '../logging/logger'
import { toInstant, type Clock } from '../settings/clock'
import type { LostDeviceCalls } from '../sync/lost-device-calls'
import type { Session } from './session'

export interface LaptopWipePorts {
  readonly clock: Clock
  readonly logger: Logger
  readonly file: WipeFile
  readonly hub: Pick<LostDeviceCalls, 'wipeOrder' | 'reportWiped'>
  /** Erases key and databases, also those put aside. The recovery spool stays: only the services can open it. */
  erase(): void
  /** Erases the caches alone, which can be had again: it makes room. */
  eraseCaches(): void
  /** Ends the work of this session and closes its files. */
  endSession(): Promise<void>
  onWiped(): void
}

const TELL_AGAIN_MS = 30_000

/**
 * What a revoked laptop does at its next contact: asks the hub for its signed word, signs a receipt, erases itself, and hands the receipt in.
 * The receipt is durable first, so that neither kill nor a lost connection leaves a laptop half wiped or wiped unseen. On a disk without room for
 * it the caches go first; and if there is none even then, erasing wins, and the receipt is kept in memory until it can be written.
 */
export class LaptopWipe {
  readonly #ports: LaptopWipePorts
  #isAsking = false
  /** Where the wiping stands when the disk would not take it. */
  #unwritten: WipeState | null = null
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(ports: LaptopWipePorts) {
    this.#ports = ports
  }

  /** At start, before anything is opened. */
  resume(): void {
    const { erase } = this.#ports
    const found = this.#find()
    if (found === null || found.state === 'told') return
    if (found.state === 'begun') erase()
    this.#keep({ ...found, state: 'done' })
    void this.#tell()
  }

  /** When it was wiped, while nobody has enrolled since. */
  wipedAt(): string | null {
    return this.#find()?.receipt.payload.at ?? null
  }

  /** Somebody has enrolled: what was told is over, and what could not be written as done must not erase theirs at the next start. */
  forget(): void {
    const found = this.#find()
    if (found === null) return
    if (found.state !== 'told') return void this.#keep({ ...found, state: 'done' })
    this.#unwritten = null
    this.#ports.file.remove()
  }

  /** A service says that this laptop is revoked. Erases nothing without the hub's signed order, which anything in between cannot make. */
  async noteRevoked(session: Pick<Session, 'deviceId' | 'signer' | 'keys' | 'outbox'>): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      await this.#requireOrder(session)
      await this.#wipe(session)
    } catch (error) {
      this.#ports.logger.warn('not-wiped', { code: isCasementError(error) ? error.code : 'INTERNAL' })
    } finally {
      this.#isAsking = false
    }
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  async #requireOrder({ deviceId, signer, keys }: Pick<Session, 'deviceId' | 'signer' | 'keys'>): Promise<void> {
    const nonce = randomBytes(32).toString('base64url')
    const { order } = await this.#ports.hub.wipeOrder(signer({ v: 1, type: 'wipe-question', deviceId, nonce }))
    const known = await keys()
    // What cannot be undone is held to the keys of this moment: those that this laptop has may be of before a change.
    const claims = await ((await known.newer()) ?? known).openSigned(order, 'hub-grant', 'casement-wipe-order', WipeOrderSchema)
    if (claims.deviceId !== deviceId || claims.nonce !== nonce) throw new CasementError('HUB_RUBBISH')
  }

  async #wipe({ deviceId, signer, outbox }: Pick<Session, 'deviceId' | 'signer' | 'outbox'>): Promise<void> {
    const { clock, logger, endSession, erase, eraseCaches, onWiped } = this.#ports
    const { waiting, needsAttention } = outbox.counts()
    const receipt = signer({ v: 1 as const, type: 'wipe-receipt' as const, deviceId, at: toInstant(clock.now()), unsent: waiting + needsAttention })
    const begun = { v: 1, state: 'begun', receipt } as const
    const isWritten = this.#keep(begun)
    await endSession()
    if (!isWritten) {
      eraseCaches()
      this.#keep(begun)
    }
    erase()
    this.#keep({ ...begun, state: 'done' })
    logger.warn('wiped', { count: receipt.payload.unsent })
    onWiped()
    void this.#tell()
  }

  async #tell(): Promise<void> {
    const { hub, logger } = this.#ports
    const found = this.#find()
    if (found === null || found.state !== 'done') return
    try {
      await hub.reportWiped(found.receipt)
      this.#keep({ ...found, state: 'told' })
    } catch (error) {
      logger.warn('wipe-not-told', { code: isCasementError(error) ? error.code : 'INTERNAL' })
      this.#timer = setTimeout(() => void this.#tell(), TELL_AGAIN_MS)
      this.#timer.unref()
    }
  }

  #find(): WipeState | null {
    return this.#unwritten ?? this.#ports.file.find()
  }

  /** @returns whether it is on the disk */
  #keep(state: WipeState): boolean {
    try {
      this.#ports.file.save(state)
      this.#unwritten = null
      return true
    } catch {
      this.#unwritten = state
      return false
    }
  }
}
