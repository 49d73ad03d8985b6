import { createAccesses } from './0020-create-accesses'
import { createIdentities } from './0010-create-identities'
import { letNotesFollow } from './0025-notes-that-follow'

/** The vault's database, step by step. */
export const vaultMigrations = [createIdentities, createAccesses, letNotesFollow] as const
