import { sql } from 'kysely'
import { CasementError } from '../../../shared/errors/casement-error'
import type { HouseholdRecord } from '../../../shared/model/household'
import type { DecisionRow, HubDatabase, OfficerRow } from './hub-tables'
import type { HubOfficer } from './officer-repository'

/** What a reveal is decided by, as it stands before anything is entered. */
export interface RevealStanding {
  readonly officer: HubOfficer
  /** Protected as well where one of those asked for stands in a protected record of another household. */
  readonly household: HouseholdRecord | null
  /** Is the officer at the duty desk of the household's district now? */
  readonly isAtDesk: boolean
  /** Packs and lists of this officer since then that this household is in, newest first; where each stands is for others to say. */
  readonly listedIn: readonly string[]
  /** All accounts of whoever the officer is. */
  readonly accounts: ReadonlySet<string>
  /** What they were not allowed in the hour before, under whichever account. */
  readonly refusedLately: number
  /** What was answered under this request id before in this epoch, and the hash of what was entered then. */
  readonly before: { readonly row: DecisionRow; readonly leafHash: Uint8Array | null } | null
}

interface StandingRow extends OfficerRow {
  circle: string[]
  document: string | null
  at_desk: boolean
  listed_in: string[]
  accounts: string[]
  refused_lately: number
  known: boolean
  has_protected: boolean
  leaf_hash: Uint8Array | null
}

/** All of it in one question: each one more is a journey to the database while an officer waits. Throws ACCESS_ROLE_FORBIDDEN for somebody who is nobody here. */
export async function readRevealStanding(db: HubDatabase, of: Readonly<{ officerId: string; householdId: string; persons: readonly string[]; requestId: string; epoch: string; now: Date; listedSince: Date }>): Promise<RevealStanding> {
  const { officerId, householdId, persons, requestId, epoch, now, listedSince } = of
  const { rows } = await sql<StandingRow>`/* planned once: reveal-standing */
    select o.officer_id, o.display_name, o.role, o.team, o.district, own.accounts, h.document, d.request_id is not null as known, e.leaf_hash,
      exists (select 1 from protected_members p where p.person_id = any(${[...persons]}::text[])) as has_protected,
      array(select c.household_id from circle_exclusions c where c.officer_id = o.officer_id order by 1) as circle,
      exists (select 1 from held_shifts s where s.cover = 'desk' and s.officer_id = o.officer_id and s.district = h.district and s.starts_at <= ${now} and s.held_until > ${now}) as at_desk,
      array(select i.request_id from access_list_items i join access_requests r on r.request_id = i.request_id
        where i.requester_id = o.officer_id and i.household_id = h.household_id and i.reason is not null and r.requested_at > ${listedSince}
        order by r.requested_at desc limit 20) as listed_in,
      (select count(*) from reveal_decisions n where n.officer_id = any(own.accounts) and n.outcome <> 'allow' and n.decided_at > ${now}::timestamptz - interval '1 hour') as refused_lately
    from officers o
      cross join lateral (select array(select y.officer_id from officer_persons x join officer_persons y using (person_ref) where x.officer_id = o.officer_id) || o.officer_id as accounts) own
      left join households h on h.household_id = ${householdId}
      left join reveal_decisions d on d.request_id = ${requestId}::uuid and d.epoch = ${epoch}
      left join ledger_entries e on e.epoch = d.epoch and e.entry_index = d.entry_index
    where o.officer_id = ${officerId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new CasementError('ACCESS_ROLE_FORBIDDEN')
  const before = row.known ? await db.selectFrom('reveal_decisions').selectAll().where('request_id', '=', requestId).executeTakeFirstOrThrow() : null
  return {
    officer: { officerId: row.officer_id, displayName: row.display_name, role: row.role, team: row.team, district: row.district, circle: row.circle },
    household: row.document === null ? null : withProtection(JSON.parse(row.document) as HouseholdRecord, row.has_protected),
    isAtDesk: row.at_desk,
    listedIn: row.listed_in,
    accounts: new Set(row.accounts),
    refusedLately: row.refused_lately,
    before: before === null ? null : { row: before, leafHash: row.leaf_hash },
  }
}

const withProtection = (household: HouseholdRecord, isProtected: boolean): HouseholdRecord => (isProtected ? { ...household, isProtected } : household)
