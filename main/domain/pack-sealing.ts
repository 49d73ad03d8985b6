import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { ErrorCode } from '../../shared/errors/error-code'
import type { OwnList } from '../../shared/api/contact-lists-api'
import type { Permit } from '../../shared/api/visit-packs-api'
import type { FieldGroup } from '../../shared/model/codes'
import { permitGroups, type Outing, type PermitPart } from '../../shared/model/visit-pack'
import { toInstant } from '../settings/clock'
import type { PackKey } from '../store/repositories/visit-permit-repository'
import { destroyedByHandAt } from './destroy-pack'
import type { DeviceEventService } from './device-event-service'
import { newId } from './new-id'
import type { RevealService } from './reveal-service'
import type { Session } from './session'
import { TurnQueue } from './turn-queue'

export interface Sealed {
  readonly sealed: number
  readonly total: number
  readonly isDone: boolean
}
interface PackSealingParts {
  readonly reveals: RevealService
  readonly events: DeviceEventService
}
interface Wanted {
  readonly item: OwnList['items'][number]
  readonly part: PermitPart
  readonly groups: FieldGroup[]
}
type ApprovedPack = OwnList & { readonly approved: NonNullable<OwnList['approved']>; readonly outing: Outing }

const partsOf = ({ pack }: Pick<OwnList, 'pack'>): ReadonlyArray<PermitPart> => (pack === null ? ['travel', 'door'] : ['emergency'])

/** The vault gives the same answer again for two minutes. */
const ASKED_AGAIN_MS = 110_000
/** After these the answer may have been given and lost: the same is asked for again, so that no permit is in the ledger and on no laptop. */
const LOST: ReadonlyArray<ErrorCode> = ['REVEAL_OFFLINE', 'HUB_UNREACHABLE', 'HUB_SLOW', 'HUB_RUBBISH', 'VAULT_UNREACHABLE', 'VAULT_SLOW', 'VAULT_RUBBISH']
/** An answer about one visit, and about no other of its pack. */
const OF_ONE_VISIT: ReadonlyArray<ErrorCode> = ['APPROVAL_NOT_GIVEN', 'APPROVAL_USED', 'CIRCLE_OWN', 'REVEAL_FORBIDDEN']

const isLost = (error: unknown): boolean => isCasementError(error) && LOST.includes(error.code)
const isOfOneVisit = (error: unknown): error is CasementError => isCasementError(error) && OF_ONE_VISIT.includes(error.code)

/** Seals approved packs permit by permit: what was lost on the way is gone on with, and one visit that is refused holds up no other. */
export class PackSealing {
  readonly #session: Session
  readonly #parts: PackSealingParts
  /** One seal at a time: two that looked for the next permit at once would both seal it. */
  readonly #turns = new TurnQueue()
  /** Asked for, and the answer lost. `at`: monotonic ms. */
  readonly #begun = new Map<string, Readonly<{ revealId: string; at: number }>>()
  /** By pack, what was refused since it was last said. */
  readonly #refused = new Map<string, Map<string, unknown>>()

  constructor(session: Session, parts: PackSealingParts) {
    this.#session = session
    this.#parts = parts
  }

  /** The next permit that is missing, through hub and vault, sealed to this pack's own key. `hear` fetches the lists. Throws APPROVAL_NOT_GIVEN when it is not approved (any more). */
  seal(requestId: string, hear: () => Promise<void>): Promise<Sealed> {
    return this.#turns.run(async () => {
      await hear()
      this.#session.sureTime.requireTrusted()
      const list = this.#session.contactLists.find(requestId)
      if (list === null || !isApproved(list)) throw new CasementError('APPROVAL_NOT_GIVEN')
      if (destroyedByHandAt(this.#session, list) !== null) throw new CasementError('PACK_NOT_HERE')
      const all = wanted(list)
      const here = new Set(this.#session.permits.listOf(requestId).map(({ grant, part }) => `${grant.householdId} ${part}`))
      if (all.every((one) => here.has(nameOf(one)))) return { sealed: all.length, total: all.length, isDone: true }
      await this.#sealNext(list, all.filter((one) => !here.has(nameOf(one))))
      const done = here.size + 1
      return { sealed: done, total: all.length, isDone: done >= all.length }
    })
  }

  /** The hub's numbers; and what it counts as sealed, of this laptop, that never came here is said to be unopened. */
  noteAccount(account: ReadonlyArray<Permit>): void {
    const { permits } = this.#session
    const numbers = new Map(account.map(({ revealId, number }) => [revealId, number]))
    for (const revealId of permits.withoutNumber()) if (numbers.has(revealId)) permits.setNumber(revealId, numbers.get(revealId) ?? 0)
    if (account.some((permit) => this.#isNowhere(permit))) void this.#turns.run(() => this.#endLost(account)).catch(() => undefined) // locked meanwhile: the next account says it again
  }

  /** Passes over what was refused; when nothing else is left, that is thrown, and the next call tries it again. */
  async #sealNext(list: ApprovedPack, missing: ReadonlyArray<Wanted>): Promise<void> {
    const refused = this.#refused.get(list.requestId) ?? new Map<string, unknown>()
    this.#refused.set(list.requestId, refused)
    for (const next of missing) {
      if (refused.has(nameOf(next))) continue
      try {
        return await this.#sealOne(list, next)
      } catch (error) {
        if (!isOfOneVisit(error)) throw error
        refused.set(nameOf(next), error)
        this.#session.permits.noteRefused(list.requestId, { householdId: next.item.householdId, part: next.part }, error.code)
      }
    }
    this.#refused.delete(list.requestId)
    throw refused.get(missing.map(nameOf).find((name) => refused.has(name)) ?? '') ?? new CasementError('APPROVAL_NOT_GIVEN')
  }

  async #sealOne(list: ApprovedPack, { item, part, groups }: Wanted): Promise<void> {
    const { permits, packKeys, clock, sureTime } = this.#session
    const key = permits.findKey(list.requestId) ?? packKeys.create()
    if (permits.findKey(list.requestId) === null) permits.saveKey(list.requestId, key)
    const begun = `${list.requestId} ${item.householdId} ${part} ${packKeys.publicHalf(key).x}`
    const revealId = await this.#idOf(begun)
    try {
      const { grant, sealed } = await this.#parts.reveals.sealListed(
        {
          requestId: revealId, householdId: item.householdId, persons: item.persons, purpose: list.purpose.code, wordingHash: list.purpose.wordingHash, reason: item.reason ?? '', fieldGroups: groups,
          windowKey: packKeys.publicHalf(key), relationship: 'approved-visit', linked: null,
        },
        { requestId: list.requestId, decisions: [...list.approved.decisions] },
        isLost,
      )
      if (destroyedByHandAt(this.#session, list) !== null) throw new CasementError('PACK_NOT_HERE')
      this.#keep({ requestId: list.requestId, part, grant, outing: list.outing, sealed, sealedAt: toInstant(clock.now()) }, key)
      this.#begun.delete(begun)
    } catch (error) {
      if (!isLost(error)) this.#begun.delete(begun)
      // Destroyed by hand while this was under way: it was sealed for nobody.
      if (destroyedByHandAt(this.#session, list) !== null) await this.#end(revealId)
      throw error
    }
    sureTime.keep()
  }

  /** With its key, should that have gone meanwhile: the last permit before it may have passed while this one was under way. */
  #keep(permit: Parameters<Session['permits']['add']>[0], key: PackKey): void {
    const { kept, permits } = this.#session
    kept.transaction(() => {
      if (permits.findKey(permit.requestId) === null) permits.saveKey(permit.requestId, key)
      permits.add(permit)
    })
  }

  /** The id under which this was asked for a moment ago and lost; else a new one. */
  async #idOf(begun: string): Promise<string> {
    const now = this.#session.clock.elapsed()
    const before = this.#begun.get(begun)
    if (before !== undefined && now - before.at < ASKED_AGAIN_MS) return before.revealId
    // Without a grant it may never have come to the hub: the next account tells.
    if (before !== undefined && this.#session.reveals.find(before.revealId)?.grantId !== null) await this.#end(before.revealId)
    const revealId = newId(this.#session.clock)
    this.#begun.set(begun, { revealId, at: now })
    return revealId
  }

  async #endLost(account: ReadonlyArray<Permit>): Promise<void> {
    for (const permit of account) if (this.#isNowhere(permit)) await this.#end(permit.revealId)
  }

  /** Stated on this laptop, not on it, and not asked for again. */
  #isNowhere({ revealId, state }: Permit): boolean {
    const { permits, reveals, clock } = this.#session
    const isBegun = [...this.#begun.values()].some((one) => one.revealId === revealId && clock.elapsed() - one.at < ASKED_AGAIN_MS)
    return (state === 'sealed' || state === 'possibly-seen') && !isBegun && permits.find(revealId) === null && reveals.find(revealId) !== null && !reveals.isEnded(revealId)
  }

  /** Nothing opened it, since nothing of it came. */
  async #end(revealId: string): Promise<void> {
    const { reveals } = this.#session
    const stated = reveals.find(revealId)
    if (stated === null || reveals.isEnded(revealId)) return
    await this.#parts.events.append({ event: 'not-shown', requestId: revealId, grantId: stated.grantId, fieldGroup: null })
  }
}

const isApproved = (list: OwnList): list is ApprovedPack => list.approved !== null && list.outing !== null
const nameOf = ({ item, part }: Pick<Wanted, 'item' | 'part'>): string => `${item.householdId} ${part}`

/** The permits of an approved pack, in the order of the outing: for each visit the address, then the rest. */
export function wanted(list: OwnList): Wanted[] {
  const { approved } = list
  if (approved === null) return []
  return list.items.flatMap((item) =>
    item.standing !== 'ready' && item.standing !== 'used-up'
      ? []
      : partsOf(list).flatMap((part) => {
          const groups = permitGroups(part, approved.fieldGroups)
          return groups.length === 0 ? [] : [{ item, part, groups }]
        }),
  )
}
