import { sql } from 'kysely'
import type { CircleKind } from '../../../shared/model/circle'
import type { VaultDatabase, VaultTransaction } from './vault-database'

export type CircleWay = 'name-and-birth' | 'name-and-postcode' | 'address'
export interface CircleKey { readonly way: CircleWay; readonly hash: string }

export interface DeclarationRow {
  readonly declaration_id: string
  readonly officer_id: string
  readonly kind: CircleKind
  readonly content_hash: string
  readonly declared_at: Date
  readonly asked_at: Date | null
  readonly agrees: boolean | null
  readonly decided_at: Date | null
}

const select = sql`select d.declaration_id, d.officer_id, d.kind, d.content_hash, d.declared_at, w.asked_at, x.agrees, x.decided_at
  from circle_declarations d left join circle_withdrawals w using (declaration_id) left join circle_decisions x using (declaration_id)`

export const findDeclaration = async (db: VaultDatabase, declarationId: string): Promise<DeclarationRow | null> =>
  (await sql<DeclarationRow>`${select} where d.declaration_id = ${declarationId}`.execute(db)).rows[0] ?? null

export const listOwnDeclarations = async (db: VaultDatabase, officerId: string): Promise<DeclarationRow[]> =>
  (await sql<DeclarationRow>`${select} where d.officer_id = ${officerId} order by d.declared_at desc, d.declaration_id limit 200`.execute(db)).rows

/** Everybody else's: what waits for a decision first. */
export const listOthersDeclarations = async (db: VaultDatabase, officerId: string): Promise<DeclarationRow[]> =>
  (await sql<DeclarationRow>`${select} where d.officer_id <> all(accounts_of(${officerId}))
    order by w.asked_at is not null and x.agrees is null desc, d.declared_at desc, d.declaration_id limit 500`.execute(db)).rows

export async function countDeclarations(tx: VaultTransaction, officerId: string, since: Date): Promise<{ standing: number; recent: number }> {
  const { rows } = await sql<{ standing: number; recent: number }>`
    select (select count(*) from standing_circle where officer_id = any(accounts_of(${officerId}))) as standing,
      (select count(*) from circle_declarations where officer_id = any(accounts_of(${officerId})) and declared_at > ${since}) as recent`.execute(tx)
  return rows[0] ?? { standing: 0, recent: 0 }
}

export async function createDeclaration(
  tx: VaultTransaction,
  row: Readonly<{ declarationId: string; officerId: string; deviceId: string; kind: CircleKind; contentHash: string; wrappedKey: Buffer; sealed: Buffer; at: Date; keys: readonly CircleKey[] }>,
): Promise<void> {
  await sql`insert into circle_declarations (declaration_id, officer_id, device_id, kind, content_hash, wrapped_key, sealed, declared_at)
    values (${row.declarationId}, ${row.officerId}, ${row.deviceId}, ${row.kind}, ${row.contentHash}, ${row.wrappedKey}, ${row.sealed}, ${row.at})`.execute(tx)
  for (const { way, hash } of row.keys) await sql`insert into circle_keys (declaration_id, way, key_hash) values (${row.declarationId}, ${way}, ${hash}) on conflict do nothing`.execute(tx)
}

/** False when it was asked before. */
export async function createWithdrawal(tx: VaultTransaction, row: Readonly<{ declarationId: string; officerId: string; at: Date }>): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into circle_withdrawals (declaration_id, officer_id, asked_at) values (${row.declarationId}, ${row.officerId}, ${row.at}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** False when somebody else was first. */
export async function createCircleDecision(tx: VaultTransaction, row: Readonly<{ declarationId: string; officerId: string; by: string; deviceId: string; agrees: boolean; at: Date }>): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into circle_decisions (declaration_id, officer_id, decided_by, device_id, agrees, decided_at)
    values (${row.declarationId}, ${row.officerId}, ${row.by}, ${row.deviceId}, ${row.agrees}, ${row.at}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** Those households of these people that the officer's own circle lives in, as the vault knows them: no word of a grant counts. */
export const listOwnHouseholdsOf = async (db: VaultDatabase, officerId: string, persons: readonly string[]): Promise<string[]> =>
  (await sql<{ household_id: string }>`
    select distinct household_id from circle_households where officer_id = any(accounts_of(${officerId}))
      and household_id in (select household_id from people where person_id = any(${[...persons]}::text[])) order by 1`.execute(db)).rows.map((row) => row.household_id)

export const listExclusions = async (db: VaultDatabase): Promise<{ officer_id: string; household_id: string }[]> =>
  (await sql<{ officer_id: string; household_id: string }>`select distinct officer_id, household_id from circle_households order by 1, 2`.execute(db)).rows

export const createAttempt = async (db: VaultDatabase, row: Readonly<{ officerId: string; householdId: string; way: 'release' | 'lookup'; at: Date }>): Promise<void> => {
  await sql`insert into circle_attempts (officer_id, household_id, way, attempted_at) values (${row.officerId}, ${row.householdId}, ${row.way}, ${row.at})`.execute(db)
}

export const listAttempts = async (db: VaultDatabase, since: Date, limit: number): Promise<{ attempt_id: string; officer_id: string; household_id: string; attempted_at: Date }[]> =>
  (await sql<{ attempt_id: string; officer_id: string; household_id: string; attempted_at: Date }>`
    select attempt_id, officer_id, household_id, attempted_at from circle_attempts where attempted_at > ${since} order by attempted_at desc, attempt_id limit ${limit}`.execute(db)).rows
