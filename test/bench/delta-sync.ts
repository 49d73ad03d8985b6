import { run } from '../support/postgres'
import { BenchLaptop } from './bench-laptop'
import type { Bench } from './bench'
import { startFilledHub, type FilledHub } from './filled-hub'
import { timed } from './measure'

/** With fewer, a tenth would not have as many to change with one team. */
const LEAST = 4_000
const CHANGED = 200
/** What the cache of the baseline is smaller by. */
const TENTH = 10

/** From 200 households changed and committed at the hub until they are in the cache; against a laptop, and a hub, with a tenth of the households. */
export const deltaSync: Bench = {
  name: 'delta-sync',
  async run({ households: wanted }, measure) {
    const many = Math.max(wanted ?? LEAST, LEAST)
    const [large, small] = await Promise.all([side(many), side(Math.ceil(many / TENTH))])
    try {
      await measure({
        bench: 'delta-sync', unit: 'ms', baseline: `a cache of ${small.households}`, goal: { atMost: 1.2 }, size: { changed: CHANGED },
        value: () => large.changeAndSync(), baselineValue: () => small.changeAndSync(),
      }, large.households)
    } finally {
      await large.stop()
      await small.stop()
    }
  },
}

async function side(households: number): Promise<{ households: number; changeAndSync(): Promise<number>; stop(): Promise<void> }> {
  const hub = await startFilledHub(households)
  const laptop = await BenchLaptop.enrol(hub)
  await laptop.engine.syncNow()
  let version = 1_000
  return {
    households: hub.households,
    async changeAndSync() {
      version += 1
      await change(hub, version)
      const took = await timed(() => laptop.engine.syncNow())
      const [row] = laptop.cache.all(`SELECT count(*) AS n FROM households WHERE json_extract(document, '$.version') = ?`, [version])
      if (row?.n !== CHANGED) throw new Error(`${String(row?.n)} of ${CHANGED} changes arrived`)
      return took
    },
    async stop() {
      await laptop.stop()
      await hub.stop()
    },
  }
}

/** As a load of facts leaves it: new documents of a new version, and their lines in the feed, in one transaction. */
const change = (hub: FilledHub, version: number): Promise<unknown> =>
  run(hub.adminUrl, `
    with chosen as (select household_id from households where allocated_team = 'income-and-debt' and district = 'canterbury' order by household_id limit ${CHANGED}),
    changed as (
      update households h set version = ${version}, document = made.document, content_hash = encode(sha256(convert_to(made.document, 'UTF8')), 'hex')
      from (select household_id, regexp_replace(document, '"version":[0-9]+', '"version":${version}') as document from households join chosen using (household_id)) made
      where made.household_id = h.household_id returning h.household_id)
    insert into changes (household_id) select household_id from changed`)
