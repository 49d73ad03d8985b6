import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, type Migration } from '../../../service/plugins/migrate'
import { openDatabase } from '../../../service/plugins/postgres'
import { run, startPostgres, type TestPostgres } from '../../support/postgres'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const first: Migration = { name: '0010-create-a', up: async (db) => void (await sql`create table a (n bigint, d date)`.execute(db)) }
const second: Migration = { name: '0020-create-b', up: async (db) => void (await sql`create table b (n int)`.execute(db)) }
const broken: Migration = {
  name: '0030-broken',
  up: async (db) => {
    await sql`create table c (n int)`.execute(db)
    await sql`select 1 / 0`.execute(db)
  },
}

test('migrations run once, in order, and two migrators at the same time do not meet', async () => {
  const { ownerUrl } = await postgres.createDatabase('migrate')
  const applied = await Promise.all([migrate(ownerUrl, [first, second]), migrate(ownerUrl, [first, second])])
  expect(applied.flat().toSorted()).toEqual(['0010-create-a', '0020-create-b'])
  expect(await migrate(ownerUrl, [first, second])).toEqual([])
})

test('a failing migration leaves nothing of itself and keeps the ones before it', async () => {
  const { ownerUrl } = await postgres.createDatabase('migrate')
  await expect(migrate(ownerUrl, [first, second, broken])).rejects.toThrow('division by zero')
  const tables = await run(ownerUrl, `select table_name from information_schema.tables where table_schema = 'public' order by 1`)
  expect(tables.map((row) => row['table_name'])).toEqual(['a', 'b', 'schema_migrations'])
})

test('a database of a newer version is refused and left alone', async () => {
  const { ownerUrl } = await postgres.createDatabase('migrate')
  await migrate(ownerUrl, [first, second])
  await expect(migrate(ownerUrl, [first])).rejects.toMatchObject({ code: 'STORE_NEWER_VERSION', detail: { unknownMigrations: 1 } })
})

test('migrations out of order are refused', async () => {
  const { ownerUrl } = await postgres.createDatabase('migrate')
  await expect(migrate(ownerUrl, [second, first])).rejects.toThrow('ascending')
})

test('dates stay dates and counts become numbers, and one beyond a number is refused', async () => {
  const { ownerUrl } = await postgres.createDatabase('migrate')
  await migrate(ownerUrl, [first])
  const database = openDatabase<{ a: { n: number; d: string } }>({ url: ownerUrl })
  await sql`insert into a values (9007199254740991, '2026-03-29')`.execute(database.db)
  expect(await database.db.selectFrom('a').selectAll().execute()).toEqual([{ n: 9007199254740991, d: '2026-03-29' }])
  await sql`insert into a values (9007199254740993, '2026-03-29')`.execute(database.db)
  await expect(database.db.selectFrom('a').selectAll().execute()).rejects.toThrow(RangeError)
  await database.close()
})
