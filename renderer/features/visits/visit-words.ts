import type { MyPack, PermitView } from '../../../shared/ipc/visit-pack-contract'
import { PERMIT_STANDINGS } from '../../../shared/ipc/visit-pack-contract'
import { ERROR_CODES, type ErrorCode } from '../../../shared/errors/error-code'
import { ITEM_STANDINGS, type ItemStanding } from '../../../shared/model/contact-list'
import type { HouseholdId } from '../../../shared/model/ids'
import { PERMIT_PARTS, PERMIT_STATES, type PermitState } from '../../../shared/model/visit-pack'
import { dateOf, formatDate, formatTime } from '../../components/dates'
import type { TagTone } from '../../components/tag'

export const visitsWords = (count: number): string => `${count} ${count === 1 ? 'visit' : 'visits'}`
export const permitsWords = (count: number): string => `${count} ${count === 1 ? 'permit' : 'permits'}`

/** "27 November 2026, 09:00 to 17:00". */
export const outingWords = ({ from, until }: Pick<MyPack['outing'], 'from' | 'until'>): string => `${formatDate(dateOf(from))}, ${formatTime(from)} to ${formatTime(until)}`

/** When nothing of it opens any more: with its outing, or before, where it was approved for less. */
export const packEnds = ({ outing, approved }: Pick<MyPack, 'outing' | 'approved'>): string => approved?.workUntil ?? outing.until

const STILL_HERE: ReadonlyArray<PermitView['state']> = ['early', 'ready', 'open']
/** Does something of it lie sealed on this laptop? */
export const isHere = ({ permits }: Pick<MyPack, 'permits'>): boolean => permits.some(({ state }) => STILL_HERE.includes(state))

/** Of such a household nothing may lie here, whatever was sealed before. */
const TAKEN_OUT: ReadonlyArray<ItemStanding> = ['left-out', 'protected', 'gone']
const REFUSED: Partial<Readonly<Record<ErrorCode, string>>> = {
  APPROVAL_NOT_GIVEN: 'it was not approved', APPROVAL_USED: 'its approval is used up', CIRCLE_OWN: 'you declared that you know somebody there', REVEAL_FORBIDDEN: 'the policy does not allow it',
}
/** Such an answer was about one visit: the rest is packed without it. */
export const isOfOneVisit = (code: ErrorCode): boolean => REFUSED[code] !== undefined

type Packed = Pick<MyPack, 'items' | 'permits' | 'permitsWanted' | 'refused'>

/** Permits sealed here, of those that can be, and those that hub or vault would not seal. */
function packed({ items, permits, permitsWanted, refused }: Packed) {
  const standing = new Map(items.map((item) => [item.householdId, item.standing]))
  const isTakenOut = (householdId: HouseholdId) => { const at = standing.get(householdId); return at !== undefined && TAKEN_OUT.includes(at) }
  const sealed = permits.filter(({ householdId }) => !isTakenOut(householdId))
  // Out of reach since, it is asked for no more, and what was sealed stays.
  const kept = sealed.filter(({ householdId }) => standing.get(householdId) === 'out-of-reach').length
  return { sealed: sealed.length, total: permitsWanted + kept, refused: refused.filter(({ householdId }) => !isTakenOut(householdId)) }
}

/** How far the pack is on this laptop. */
export function packedWords(pack: Packed): string {
  const { sealed, total, refused } = packed(pack)
  const without = refused.length === 0 ? '' : `; ${refused.length} left out`
  return pack.permits.length === 0 && without === '' ? 'Nothing of it is on this laptop yet' : `${sealed} of ${permitsWords(total)} sealed on this laptop${without}`
}

/** Nothing is left to seal; what was refused can be tried again. */
export function isPacked(pack: Packed): boolean {
  const { sealed, total, refused } = packed(pack)
  return total > 0 && sealed + refused.length >= total
}

/** Each visit that is not in the pack, or not whole, and why: "AB-12: Left out by the supervisor". */
export function leftOutWords(pack: Packed): string[] {
  const { refused } = packed(pack)
  return pack.items.flatMap(({ householdId, reference, standing }) => {
    const name = reference ?? 'A household'
    if (TAKEN_OUT.includes(standing) || (standing === 'out-of-reach' && !pack.permits.some((permit) => permit.householdId === householdId))) return [`${name}: ${ITEM_STANDINGS[standing].toLowerCase()}`]
    return refused.filter((one) => one.householdId === householdId).map(({ part, code }) => `${name}, ${PERMIT_PARTS[part].toLowerCase()}: ${REFUSED[code] ?? ERROR_CODES[code].means}`)
  })
}

const TONES: Readonly<Record<PermitView['state'], TagTone>> = { early: 'neutral', ready: 'info', open: 'warn', used: 'neutral', destroyed: 'neutral' }

/** A permit in words that say what can be done with it, and until when. */
export function permitWords({ state, opensFrom, until }: PermitView): { readonly words: string; readonly tone: TagTone } {
  const words = state === 'early' ? `Sealed until ${formatTime(opensFrom)}` : state === 'ready' ? 'Sealed' : state === 'open' ? `Opened: until ${formatTime(until)}` : PERMIT_STANDINGS[state]
  return { words, tone: TONES[state] }
}

export const ACCOUNT_TONES: Readonly<Record<PermitState, TagTone>> = { sealed: 'info', opened: 'warn', unopened: 'good', 'possibly-seen': 'bad' }

/** "3 opened, 5 destroyed unopened": every permit, as the ledger accounts for it. */
export function accountWords(account: MyPack['account']): string {
  const parts = (Object.keys(PERMIT_STATES) as PermitState[]).flatMap((state) => {
    const count = account.filter((permit) => permit.state === state).length
    return count === 0 ? [] : [`${count} ${PERMIT_STATES[state].toLowerCase()}`]
  })
  return parts.join('; ')
}

/** Where a stop stands, for the list of stops. */
export function stopWords(item: MyPack['items'][number], permits: ReadonlyArray<PermitView>): { readonly words: string; readonly tone: TagTone } {
  if (item.step?.step === 'done') return { words: 'Done', tone: 'good' }
  if (item.step?.step === 'skipped') return { words: 'Not visited', tone: 'neutral' }
  if (item.standing === 'left-out') return { words: 'Left out', tone: 'warn' }
  const door = permits.find(({ part }) => part === 'door') ?? permits[0]
  return door === undefined ? { words: 'Not packed', tone: 'warn' } : permitWords(door)
}

/** Whom to ring where there is no signal for anything else; a telephone may work where data does not. */
export const dutyDeskWords = (dutyDesk: string | null): string => (dutyDesk === null ? 'Ring the duty desk: the supervisor on duty can look for you.' : `Ring the duty desk on ${dutyDesk}: the supervisor on duty can look for you.`)

/** A pack by what it is: its outing, or what goes with it for an emergency. */
export const packName = ({ pack, purposeTitle, outing }: Pick<MyPack, 'pack' | 'purposeTitle' | 'outing'>): string => `${pack === null ? '' : 'emergency permits, '}${purposeTitle}, ${outingWords(outing)}`
