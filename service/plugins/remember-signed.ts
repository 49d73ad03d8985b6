import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { CasementError } from '../../shared/errors/casement-error'
import type { Ed25519PublicJwk } from '../../shared/model/ids'
import type { VerifiedKeyBundle, VerifiedPurposes, VerifiedSharing } from './key-bundle'

/** For the migrations of both services: the highest serial of what the controller signed, never changed or removed by the service itself. */
export const SIGNED_SERIALS = (role: string): string => `
create table signed_serials (
  -- The controller root that it goes back to: another root counts from the beginning.
  root text not null,
  what text not null check (what in ('key-bundle', 'purposes')),
  serial integer not null check (serial > 0),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  first_seen_at timestamptz not null,
  primary key (root, what, serial)
);
grant select, insert on signed_serials to ${role};
`

interface SignedFile {
  readonly what: 'key-bundle' | 'purposes' | 'sharing-agreement'
  readonly jws: string
  readonly serial: number
}

/**
 * An older bundle would bring a retired key back, older purposes what they opened and for whom, an older sharing agreement what a role saw: the highest serial that this service worked with is in its
 * database, and it starts with none below, nor with another content under the same. Throws KEY_BUNDLE_INVALID; only what passes is remembered.
 */
export async function requireNoOlderSigned<Tables>(db: Kysely<Tables>, root: Ed25519PublicJwk, signed: Readonly<{ bundle: VerifiedKeyBundle; purposes: VerifiedPurposes; sharing?: VerifiedSharing }>, now: number): Promise<void> {
  const files: SignedFile[] = [
    { what: 'key-bundle', jws: signed.bundle.jws, serial: signed.bundle.bundle.serial }, { what: 'purposes', jws: signed.purposes.jws, serial: signed.purposes.set.serial },
    ...(signed.sharing === undefined ? [] : [{ what: 'sharing-agreement' as const, jws: signed.sharing.jws, serial: signed.sharing.agreement.serial }]),
  ]
  await db.transaction().execute(async (trx) => {
    for (const { what, jws, serial } of files) {
      const hash = contentHash(jws)
      await sql`insert into signed_serials values (${root.x}, ${what}, ${serial}, ${hash}, ${new Date(now)}) on conflict do nothing`.execute(trx)
      const { rows: [last] } = await sql<{ serial: number; content_hash: string }>`
        select serial, content_hash from signed_serials where root = ${root.x} and what = ${what} order by serial desc limit 1`.execute(trx)
      if (last?.serial !== serial || last.content_hash !== hash) throw new CasementError('KEY_BUNDLE_INVALID', { file: what, serial })
    }
  })
}

/** Of what is signed, not of the signature: the same content may be signed again by a new key. */
const contentHash = (jws: string): string => createHash('sha256').update(jws.split('.')[1] ?? '').digest('hex')
