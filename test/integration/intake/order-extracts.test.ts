import { afterAll, beforeAll, expect, test } from 'vitest'
import { HUB_MIGRATIONS } from '../../../service/hub/migrations'
import { migrate, type Migration } from '../../../service/plugins/migrate'
import { vaultMigrations } from '../../../service/vault/migrations'
import { run, startPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

/** With the service's role, to which migrations grant. */
async function databaseOf(name: 'hub' | 'vault'): Promise<TestDatabase> {
  const database = await postgres.createDatabase(name)
  await database.appUrl(`casement_${name}`)
  return database
}
const before = (migrations: readonly Migration[], name: string): Migration[] => migrations.filter((migration) => migration.name < name)
const dates = (url: string) => run(url, 'select source, extract_date::text from extract_dates order by source')

test('a hub that was loaded before knows the dates of its sources; one of the future, which was taken then, shuts nothing out', async () => {
  const { ownerUrl } = await databaseOf('hub')
  await migrate(ownerUrl, before(HUB_MIGRATIONS, '0260'))
  const fact = (id: string, source: string, asAt: string) => run(ownerUrl, 'insert into household_facts values ($1, $2, $3, $4, $5)', [id, source, 'h', '', JSON.stringify({ source, asAt, isProtected: false, members: [] })])
  await fact('a', 'housing', '2026-11-20')
  await fact('b', 'housing', '2026-11-22')
  await fact('c', 'housing', '2099-01-01')
  await fact('d', 'school-census', '2026-10-01')
  await run(ownerUrl, 'insert into ward_facts values ($1, $2, $3)', ['CAN01', '', JSON.stringify({ source: 'open-data', asAt: '2026-04-01' })])
  await migrate(ownerUrl, HUB_MIGRATIONS)
  expect(await dates(ownerUrl)).toEqual([
    { source: 'housing', extract_date: '2026-11-22' }, { source: 'open-data', extract_date: '2026-04-01' }, { source: 'school-census', extract_date: '2026-10-01' },
  ])
})

test('so does a vault', async () => {
  const { ownerUrl } = await databaseOf('vault')
  await migrate(ownerUrl, before(vaultMigrations, '0160'))
  const id = '0'.repeat(32)
  await run(ownerUrl, `insert into households values ($1, 'ref', '', now())`, [id])
  await run(ownerUrl, `insert into people values ($1, $1, '', now())`, [id])
  await run(ownerUrl, `insert into source_records values ('r', 'housing', $1, $1)`, [id])
  for (const asAt of ['2026-11-20', '2026-11-22', '2099-01-01']) {
    await run(ownerUrl, `insert into source_rows (row_hash, slot_hash, record_hash, person_id, content_hash, as_at, run_id, loaded_at) values ($1::text, $1::text, 'r', $2, '', $1::date, gen_random_uuid(), now())`, [asAt, id])
  }
  await migrate(ownerUrl, vaultMigrations)
  expect(await dates(ownerUrl)).toEqual([{ source: 'housing', extract_date: '2026-11-22' }])
})
