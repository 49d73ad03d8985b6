import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { findProgram } from '../../build/programs'
import { bundleProcesses } from '../support/bundle-processes'
import { run } from '../support/postgres'
import type { Bench } from './bench'
import { LoadWorld } from './load-world'

const CONNECTIONS = 16
const OFFICERS = 40
const SMALL = 200
/** Decisions of one turn. */
const DECISIONS = 320
const PGBENCH_SECONDS = 3

/** Reveal decisions a second over 16 connections: with their entry in the ledger, against the same hub without it, and against bare inserts. */
export const hubLoad: Bench = {
  name: 'hub-load',
  needs: [{ program: 'pgbench', package: 'postgresql (its contrib programs)' }],
  async run({ households: wanted, seconds }, measure) {
    const households = wanted ?? SMALL
    const bundles = await bundleProcesses({ 'hub-without-ledger': 'test/bench/hub-without-ledger.ts' })
    const start = (program: string) => LoadWorld.start({ program, households, officers: OFFICERS, connections: CONNECTIONS })
    const [ledger, bare] = [await start(bundles.service), await start(bundles.more('hub-without-ledger'))]
    const decisions = async (world: LoadWorld): Promise<number> => {
      await world.forgetCaps()
      return world.perSecond(world.prepareReveals(DECISIONS), '{"outcome":"allow"')
    }
    try {
      await measure({
        bench: 'hub-load', unit: 'decisions/s', baseline: 'the same without the ledger', goal: { atLeast: 0.8 }, size: { connections: CONNECTIONS },
        value: () => decisions(ledger), baselineValue: () => decisions(bare),
      }, households)
      if (findProgram('pgbench') === undefined) return
      await run(ledger.postgres.hub.adminUrl, 'create table bench_inserts (id bigint generated always as identity primary key, body text not null)')
      await measure({
        bench: 'hub-load', unit: 'decisions/s', baseline: 'pgbench, one INSERT a transaction', goal: { atLeast: 0.15 }, size: { connections: CONNECTIONS },
        value: () => decisions(ledger), baselineValue: () => pgbench(ledger.postgres.hub.adminUrl, seconds ?? PGBENCH_SECONDS),
      }, households)
    } finally {
      await ledger.stop()
      await bare.stop()
      bundles.remove()
    }
  },
}

/** Transactions a second of one INSERT each, of about the bytes of an entry. */
async function pgbench(url: string, seconds: number): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-pgbench-'))
  const script = path.join(folder, 'insert.sql')
  writeFileSync(script, "insert into bench_inserts (body) values (repeat('x', 900));\n")
  const child = spawn('pgbench', ['-n', '-c', String(CONNECTIONS), '-j', '2', '-T', String(seconds), '-f', script, url], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), child.exitCode === null ? once(child, 'exit') : null])
  rmSync(folder, { recursive: true, force: true })
  const tps = /^tps = ([0-9.]+)/m.exec(out)?.[1]
  if (tps === undefined) throw new Error(`pgbench: ${err.slice(0, 300)}`)
  return Number(tps)
}
