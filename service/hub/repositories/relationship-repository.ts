import { sql } from 'kysely'
import type { Relationship } from '../../../shared/model/relationship'
import type { HubTransaction } from './hub-tables'

export interface KnownRelationship {
  readonly requestId: string
  /** By the laptop; null for a form of request that does not say. */
  readonly stated: Relationship | null
  /** By the hub's own record. */
  readonly known: Relationship
  readonly at: Date
}

/** Kept with the decision; asked again, the first stands. */
export const insertKnownRelationship = (trx: HubTransaction, { requestId, stated, known, at }: KnownRelationship) =>
  sql`insert into known_relationships (request_id, stated, known, decided_at) values (${requestId}::uuid, ${stated}, ${known}, ${at}) on conflict do nothing`.execute(trx)
