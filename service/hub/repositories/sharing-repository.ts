import type { Ed25519PublicJwk } from '../../../shared/model/ids'
import type { VerifiedSharing } from '../../plugins/key-bundle'
import type { HubDatabase } from './hub-tables'

/** Signed versions of the sharing agreement, from when this hub worked with each. */
export interface SharingAgreementsTable {
  readonly root: string
  readonly serial: number
  readonly jws: string
  readonly since: Date
}

/** Once a version: since when it holds here stays what it was. The signature may be by a later key, of the same content. */
export async function noteSharing(db: HubDatabase, root: Ed25519PublicJwk, { jws, agreement }: VerifiedSharing, now: number): Promise<void> {
  await db.insertInto('sharing_agreements').values({ root: root.x, serial: agreement.serial, jws, since: new Date(now) }).onConflict((conflict) => conflict.doNothing()).execute()
}

/** The last first; of these the first is in force. */
export const listSharing = (db: HubDatabase, root: Ed25519PublicJwk, limit: number): Promise<{ serial: number; jws: string; since: Date }[]> =>
  db.selectFrom('sharing_agreements').select(['serial', 'jws', 'since']).where('root', '=', root.x).orderBy('serial', 'desc').limit(limit).execute()
