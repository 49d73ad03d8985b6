import { gateContract } from '../../shared/ipc/gate-contract'
import { createClient } from './create-client'

/** The calls of the screens before unlock, without the rest of the contract: they are drawn the sooner for it. */
export const gate = createClient(gateContract)
