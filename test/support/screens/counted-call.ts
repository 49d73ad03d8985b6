import type { Page } from '@playwright/test'
import { CountedHand, type SpokenDetail } from './counted-hand'

export type { SpokenDetail } from './counted-hand'

/** Fills in and submits Find with real keys. Answers how many keys and clicks that took besides the text. */
export async function countedCall(page: Page, says: readonly SpokenDetail[], isFresh = true): Promise<number> {
  const hand = new CountedHand(() => page)
  await hand.fillFind(says, isFresh)
  const { keys, clicks } = hand.take()
  return keys + clicks
}
