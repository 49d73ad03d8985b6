import type { Allocation } from '../../../shared/model/caseload'
import type { Contact, NextAction } from '../../../shared/model/household'
import { londonDay } from '../../../shared/model/london-day'

/** A next action set or (null) completed without a contact. */
export interface OwnAction {
  readonly at: string
  readonly officerId: string
  readonly nextAction: NextAction | null
}

/** The next action that stands, and who is to do it. */
export interface StandingPromise {
  readonly nextAction: NextAction
  readonly officerId: string
}

/**
 * The next action that stands: the last that somebody set, with a contact or without, unless it was completed since or somebody was in
 * contact on or after the day it was due. It is for whoever set it, or whoever was given the household since. What is read is the
 * times, not the order of arrival, so that work sent late ends the same.
 */
export function findStandingPromise(contacts: readonly Contact[], actions: readonly OwnAction[] = [], allocation: Allocation | null = null): StandingPromise | null {
  const set = [...contacts.filter((contact) => contact.nextAction !== null), ...actions].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))[0]
  if (set === undefined || set.nextAction === null) return null
  const { nextAction, at, officerId } = set
  if (contacts.some((later) => later.at > at && londonDay(later.at) >= nextAction.dueOn)) return null
  const givenSince = allocation !== null && allocation.at > at ? allocation.officerId : null
  return { nextAction, officerId: givenSince ?? officerId }
}
