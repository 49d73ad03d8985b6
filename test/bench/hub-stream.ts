import { spawn } from 'node:child_process'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { findProgram } from '../../build/programs'
import { EndLineSchema } from '../../shared/model/change'
import { BenchLaptop } from './bench-laptop'
import type { Bench } from './bench'
import { startFilledHub, type FilledHub } from './filled-hub'
import { timed } from './measure'

const SMALL = 2_000
const PAGE = 500

/** Households a second out of the hub's feed, packed, page by page over HTTP; against COPY of the ready-made documents, packed as quickly. */
export const hubStream: Bench = {
  name: 'hub-stream',
  needs: [{ program: 'psql', package: 'postgresql-client' }],
  async run({ households: wanted }, measure) {
    if (findProgram('psql') === undefined) return
    const hub = await startFilledHub(wanted ?? SMALL)
    const laptop = await BenchLaptop.enrol(hub)
    try {
      await measure({
        bench: 'hub-stream', unit: 'households/s', baseline: 'COPY of the documents, gzip -1', goal: { atLeast: 0.9 },
        value: () => perSecond(() => stream(laptop)), baselineValue: () => perSecond(() => copy(hub)),
      }, hub.households)
    } finally {
      await laptop.stop()
      await hub.stop()
    }
  },
}

async function perSecond(pass: () => Promise<number>): Promise<number> {
  let count = 0
  const took = await timed(async () => { count = await pass() })
  return count / (took / 1_000)
}

async function stream({ hub }: BenchLaptop): Promise<number> {
  let count = 0
  for (let [after, more] = [null as string | null, true]; more;) {
    const { buffer, byteOffset, byteLength } = await hub.householdPage({ after, limit: PAGE })
    const page = Buffer.from(buffer, byteOffset, byteLength)
    const end = EndLineSchema.parse(JSON.parse(page.subarray(page.lastIndexOf('\n', -2) + 1).toString()))
    count += end.count
    ;({ next: after, more } = end)
  }
  return count
}

async function copy({ adminUrl }: FilledHub): Promise<number> {
  const child = spawn('psql', ['--no-psqlrc', '--quiet', '-c', 'copy (select document from households) to stdout', adminUrl], { stdio: ['ignore', 'pipe', 'inherit'] })
  let count = 0
  child.stdout.on('data', (part: Buffer) => { for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) count += 1 })
  await pipeline(child.stdout, createGzip({ level: constants.Z_BEST_SPEED }), new Writable({ write: (_chunk, _encoding, done) => done() }))
  return count
}
