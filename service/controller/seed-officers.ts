import pg from 'pg'
import type { Officer } from '../../shared/model/officer'

/** Makes officers known to the hub, which is the authority on role, team and district. Twice is fine. */
export async function seedOfficers(ownerUrl: string, officers: readonly Officer[]): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const { officerId, displayName, role, team, district } of officers) {
      await client.query(
        `insert into officers (officer_id, display_name, role, team, district) values ($1, $2, $3, $4, $5)
         on conflict (officer_id) do update set display_name = excluded.display_name, role = excluded.role, team = excluded.team, district = excluded.district`,
        [officerId, displayName, role, team, district],
      )
    }
  } finally {
    await client.end()
  }
  return officers.length
}
