import { accessContract } from './access-contract'
import { householdContract } from './household-contract'
import { adminContract, oversightContract } from './oversight-contract'
import { revealContract } from './reveal-contract'
import { syncContract } from './sync-contract'

/** Every call that the window can make. Adding one: an entry here, one handler, one hook. */
export const contract = { access: accessContract, household: householdContract, reveal: revealContract, sync: syncContract, oversight: oversightContract, admin: adminContract } as const
export type Contract = typeof contract

export const contractEntries = Object.values(contract).flatMap((group) => Object.values(group))
