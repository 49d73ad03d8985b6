import { z } from 'zod'
import { CompactJwsSchema, InstantSchema } from '../../../shared/model/ids'
import type { Lease } from '../../../shared/model/lease'
import type { Sql } from '../sql'

const RowSchema = z.object({ signed: CompactJwsSchema, issued_at: InstantSchema, expires_at: InstantSchema, cache_until: InstantSchema, chain_length: z.int().min(0) })

/** As kept: the signed text, and the three times that are looked at often. */
export interface KeptLease extends Pick<Lease, 'issuedAt' | 'expiresAt' | 'cacheUntil' | 'chainLength'> {
  readonly signed: string
}

/** The signed lease of this laptop: one, the last that the hub gave. */
export class LeaseRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  find(): KeptLease | null {
    const found = this.#sql.get('SELECT * FROM leases WHERE id = 1')
    if (found === null) return null
    const { signed, ...row } = RowSchema.parse(found)
    return { signed, issuedAt: row.issued_at, expiresAt: row.expires_at, cacheUntil: row.cache_until, chainLength: row.chain_length }
  }

  /** A chain that is longer at the hub than here was forgotten here. That stands from then on: whatever is written afterwards grows the chain, and brings nothing back. */
  save({ signed, issuedAt, expiresAt, cacheUntil, chainLength }: KeptLease): void {
    this.#sql.run(
      `INSERT INTO leases (id, signed, issued_at, expires_at, cache_until, chain_length, is_rolled_back)
       VALUES (1, ?, ?, ?, ?, ?, ? > (SELECT coalesce(max(n) + 1, 0) FROM device_events))
       ON CONFLICT (id) DO UPDATE SET signed = excluded.signed, issued_at = excluded.issued_at, expires_at = excluded.expires_at, cache_until = excluded.cache_until,
         chain_length = excluded.chain_length, is_rolled_back = max(is_rolled_back, excluded.is_rolled_back)`,
      [signed, issuedAt, expiresAt, cacheUntil, chainLength, chainLength],
    )
  }
}
