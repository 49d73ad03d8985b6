import { contract } from '../../shared/ipc/contract'
import { createClient } from './create-client'

/** Every call of this window. Before unlock there is `gate`. */
export const casement = createClient(contract)
