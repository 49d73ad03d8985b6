import { createAccesses } from './0020-create-accesses'
import { createIdentities } from './0010-create-identities'
import { createDeviceRevocations } from './0050-create-device-revocations'

/** The vault's database, step by step. */
export const vaultMigrations = [createIdentities, createAccesses, createDeviceRevocations] as const
