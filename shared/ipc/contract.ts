import { accessContract } from './access-contract'
import { householdContract } from './household-contract'
import { preferenceContract } from './preference-contract'
import { revealContract } from './reveal-contract'
import { syncContract } from './sync-contract'

/** Every call that the window can make. Adding one: an entry here, one handler, one hook. */
export const contract = { access: accessContract, household: householdContract, preference: preferenceContract, reveal: revealContract, sync: syncContract } as const
export type Contract = typeof contract

export const contractEntries = Object.values(contract).flatMap((group) => Object.values(group))
