// What a reveal cannot do without: a request that is answered once its one row is durable. `tsx bare-service.ts DATABASE-URL` prints its port.
import Fastify from 'fastify'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.argv[2] ?? '', max: 4 })
await pool.query('create table if not exists bench_inserts (id bigint generated always as identity primary key, body text not null)')
const app = Fastify({ logger: false })
app.post('/insert', async ({ body }) => {
  const { rows } = await pool.query<{ id: string }>('insert into bench_inserts (body) values ($1) returning id', [JSON.stringify(body)])
  return rows[0]
})
await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`)
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
