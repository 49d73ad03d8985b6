import type { WardContext } from '../../../shared/model/service-facts'
import type { Ward } from '../code/wards'

/** Everything a row about a ward says, once read. */
export type WardSlots = { ward: Ward } & { [K in Exclude<keyof WardContext, 'source'>]: WardContext[K] }
export type WardSlot = keyof WardSlots
export type WardRow = Readonly<WardSlots>
