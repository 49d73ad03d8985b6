import { sql } from 'kysely'
import type { Migration } from '../../plugins/migrate'
import { SIGNED_SERIALS } from '../../plugins/remember-signed'

/** Which key bundle and which purposes the hub worked with last: it starts with no older ones. */
export const rememberSigned: Migration = {
  name: '0250-remember-signed',
  async up(db) {
    await sql.raw(SIGNED_SERIALS('casement_hub')).execute(db)
  },
}
