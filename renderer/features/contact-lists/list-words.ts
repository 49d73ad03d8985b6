import type { MyList } from '../../../shared/ipc/contact-list-contract'
import { ITEM_STANDINGS, SKIP_REASONS } from '../../../shared/model/contact-list'
import type { TagTone } from '../../components/tag'
import { escalatedWords, waitingWithWords } from '../../components/waiting-words'

type Item = MyList['items'][number]

export const householdsWords = (count: number): string => `${count} ${count === 1 ? 'household' : 'households'}`

/** What there is to do with a household: nothing once it was done, passed over or cannot be opened. */
export const isOpenItem = ({ step, standing, opened }: Item): boolean => step === null && (standing === 'ready' || (standing === 'used-up' && opened > 0))

export interface ListProgress {
  readonly done: number
  readonly skipped: number
  /** Neither, and it cannot be worked: left out, out of reach, protected, gone. */
  readonly shut: number
  readonly total: number
}

export function progressOf(items: ReadonlyArray<Item>): ListProgress {
  const count = (holds: (item: Item) => boolean) => items.filter(holds).length
  return { done: count(({ step }) => step?.step === 'done'), skipped: count(({ step }) => step?.step === 'skipped'), shut: count((item) => item.step === null && !isOpenItem(item)), total: items.length }
}

/** "3 of 12 worked through": done and passed over, of those that can be. */
export function progressWords({ done, skipped, shut, total }: ListProgress): string {
  const parts = [`${done} done`, ...(skipped === 0 ? [] : [`${skipped} passed over`]), ...(shut === 0 ? [] : [`${shut} cannot be opened`])]
  return `${done + skipped} of ${total - shut} worked through: ${parts.join(', ')}`
}

/** Where a household of the list stands, for a tag. */
export function itemWords({ step, standing, opened }: Item): { readonly words: string; readonly tone: TagTone } {
  if (step?.step === 'done') return { words: 'Done', tone: 'good' }
  if (step?.step === 'skipped') return { words: `Passed over: ${step.skipReason === null ? '' : SKIP_REASONS[step.skipReason].toLowerCase()}`, tone: 'neutral' }
  if (standing !== 'ready') return { words: ITEM_STANDINGS[standing], tone: 'warn' }
  return opened === 0 ? { words: 'To do', tone: 'info' } : { words: opened === 1 ? 'Shown once' : `Shown ${opened} times`, tone: 'info' }
}

/** With whom a list waits. */
export const listWaitsWith = ({ waitingWith }: MyList): string =>
  waitingWith === null ? 'a supervisor' : [waitingWithWords(waitingWith), escalatedWords(waitingWith).replace(/\.$/, '')].filter((words) => words !== '').join('. ')

/** The next household to work on after this one, round the list; null when none is left. */
export function nextOpen(items: ReadonlyArray<Item>, after: number): number | null {
  const order = items.map((_, i) => (after + 1 + i) % items.length)
  return order.find((at) => { const item = items[at]; return item !== undefined && isOpenItem(item) }) ?? null
}
