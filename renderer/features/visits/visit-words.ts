import type { MyPack, PermitView } from '../../../shared/ipc/visit-pack-contract'
import { PERMIT_STANDINGS } from '../../../shared/ipc/visit-pack-contract'
import { PERMIT_STATES, type PermitState } from '../../../shared/model/visit-pack'
import { dateOf, formatDate, formatTime } from '../../components/dates'
import type { TagTone } from '../../components/tag'

export const visitsWords = (count: number): string => `${count} ${count === 1 ? 'visit' : 'visits'}`
export const permitsWords = (count: number): string => `${count} ${count === 1 ? 'permit' : 'permits'}`

/** "27 November 2026, 09:00 to 17:00". */
export const outingWords = ({ from, until }: Pick<MyPack['outing'], 'from' | 'until'>): string => `${formatDate(dateOf(from))}, ${formatTime(from)} to ${formatTime(until)}`

/** When nothing of it opens any more: with its outing, or before, where it was approved for less. */
export const packEnds = ({ outing, approved }: Pick<MyPack, 'outing' | 'approved'>): string => approved?.workUntil ?? outing.until

/** How far the pack is on this laptop. */
export const packedWords = ({ permits, permitsWanted }: Pick<MyPack, 'permits' | 'permitsWanted'>): string =>
  permits.length === 0 ? 'Nothing of it is on this laptop yet' : `${permits.length} of ${permitsWords(permitsWanted)} sealed on this laptop`

export const isPacked = ({ permits, permitsWanted }: Pick<MyPack, 'permits' | 'permitsWanted'>): boolean => permitsWanted > 0 && permits.length >= permitsWanted

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
