import type { Kysely, Transaction } from 'kysely'

/** The vault's database. Queries are written in SQL (most are set-wise: unnest, any), so no table types are declared. */
export type VaultDatabase = Kysely<unknown>
export type VaultTransaction = Transaction<unknown>

/** Names of the advisory locks: one minting run at a time; one access decision per officer at a time; one first epoch. */
export const LOCKS = { mint: 'casement-vault-mint', officer: 'casement-vault-officer', epoch: 'casement-vault-epoch' } as const
