import { sql } from 'kysely'
import type { LookupOutcome } from '../../../shared/model/reveal'
import { LOCKS, type VaultTransaction } from './vault-database'

/** One access decision at a time for each person, so that two at once, under whichever accounts, cannot both be the last within a cap. */
export const lockOfficer = async (tx: VaultTransaction, officerId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${LOCKS.officer}:`} || (accounts_of(${officerId}))[1], 0))`.execute(tx)
}

export interface NewRelease {
  readonly grantId: string
  readonly requestId: string
  readonly epoch: string
  readonly entryIndex: number
  readonly leafHash: string
  readonly officerId: string
  readonly deviceId: string
  readonly purpose: string
  readonly fieldGroups: readonly string[]
  readonly persons: readonly string[]
  readonly isAgain: boolean
  readonly at: Date
}

export async function createRelease(tx: VaultTransaction, release: NewRelease): Promise<void> {
  await sql`insert into releases (grant_id, request_id, epoch, entry_index, leaf_hash, officer_id, device_id, purpose_code, field_groups,
      person_ids, is_again, released_at)
    values (${release.grantId}, ${release.requestId}, ${release.epoch}, ${release.entryIndex}, ${release.leafHash}, ${release.officerId},
      ${release.deviceId}, ${release.purpose}, ${[...release.fieldGroups]}, ${[...release.persons]}, ${release.isAgain}, ${release.at})`.execute(tx)
}

export interface KnownLookup { readonly criteria_hash: string; readonly outcome: unknown }

export const findLookup = async (tx: VaultTransaction, lookupId: string): Promise<KnownLookup | null> =>
  (await sql<KnownLookup>`select criteria_hash, outcome from lookups where lookup_id = ${lookupId}`.execute(tx)).rows[0] ?? null

export async function countLookups(tx: VaultTransaction, officerId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from lookups where officer_id = any(accounts_of(${officerId})) and answered_at > ${since}`.execute(tx)
  return rows[0]?.count ?? 0
}

export async function createLookup(
  tx: VaultTransaction,
  lookup: Readonly<{
    lookupId: string; epoch: string; entryIndex: number; officerId: string; deviceId: string; purpose: string
    kinds: readonly string[]; criteriaHash: string; outcome: LookupOutcome; at: Date
  }>,
): Promise<void> {
  await sql`insert into lookups (lookup_id, epoch, entry_index, officer_id, device_id, purpose_code, criteria_kinds, criteria_hash, outcome, answered_at)
    values (${lookup.lookupId}, ${lookup.epoch}, ${lookup.entryIndex}, ${lookup.officerId}, ${lookup.deviceId}, ${lookup.purpose},
      ${[...lookup.kinds]}, ${lookup.criteriaHash}, ${JSON.stringify(lookup.outcome)}::jsonb, ${lookup.at})`.execute(tx)
}

export interface FoundPerson { readonly person_id: string; readonly household_id: string }

/** People who have every one of `hashes`, those named first in their source first. An account is whose it is now, not whose it was. */
export const listPeopleHavingAll = async (tx: VaultTransaction, hashes: readonly string[]): Promise<FoundPerson[]> =>
  (await sql<FoundPerson>`
    select p.person_id, p.household_id
    from match_keys m join people p using (person_id) join source_rows r using (row_hash)
    where m.key_hash = any(${[...hashes]}::text[]) and not (m.kind = 'account-number' and r.superseded_at is not null)
    group by p.person_id, p.household_id
    having count(distinct m.key_hash) = ${new Set(hashes).size}
    order by min(r.position)`.execute(tx)).rows
