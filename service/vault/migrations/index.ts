import { createAccesses } from './0020-create-accesses'
import { createApprovals } from './0040-create-approvals'
import { createIdentities } from './0010-create-identities'

/** The vault's database, step by step. */
export const vaultMigrations = [createIdentities, createAccesses, createApprovals] as const
