import { accessContract } from './access-contract'
import { preferenceContract } from './preference-contract'

/** What the window calls before unlock too. Apart, because the first screen waits for these schemas and for no others. */
export const gateContract = { access: accessContract, preference: preferenceContract } as const
