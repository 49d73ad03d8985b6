import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { hubApi } from '../../shared/api/hub-api'
import { EndLineSchema } from '../../shared/model/change'
import { bundleProcesses } from '../support/bundle-processes'
import { LoadWorld, makeReady, type LoadLaptop } from '../bench/load-world'
import { percentile } from '../bench/measure'

export interface FleetSize {
  readonly devices: number
  readonly households: number
  /** First syncs begin one after the other over this time. */
  readonly rampSeconds: number
  readonly pushSeconds: number
  readonly pushesPerSecond: number
}

export interface Timings {
  readonly count: number
  readonly errors: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly longest: number
}

export interface FleetReport extends FleetSize {
  readonly firstSync: Timings
  readonly page: Timings
  readonly push: Timings
  /** Resident memory of the hub's process, MiB: when it was started, and the most that was seen. */
  readonly memory: { readonly before: number; readonly most: number }
  /** Codes and words of what went wrong, with how often. */
  readonly problems: Readonly<Record<string, number>>
}

const PAGE = 500
const GZIP_MAGIC = 0x1f
const CONNECTIONS = 64
const MIB = 1_024
const StartSchema = hubApi.startSync.response
const ResultsSchema = z.strictObject({ results: z.array(z.looseObject({ status: z.string() })) })

/** One hub and many laptops: each with an officer, keys and a first sync of its own, then all of them sending contacts. Counts, and never throws for what the hub answers. */
export async function runFleet(size: FleetSize, say: (words: string) => void): Promise<FleetReport> {
  const bundles = await bundleProcesses()
  const world = await LoadWorld.start({ program: bundles.service, households: size.households, officers: size.devices, connections: CONNECTIONS })
  const fleet = new Fleet(world)
  const watch = setInterval(() => fleet.weigh(), 1_000)
  try {
    fleet.weigh()
    const before = fleet.most
    say(`${size.devices} laptops are enrolled; the hub has ${size.households} households and takes ${before} MiB`)
    const [syncs, pages] = await fleet.syncAll(size, say)
    const pushes = await fleet.pushAll(size, say)
    fleet.weigh()
    return { ...size, firstSync: syncs.timings(), page: pages.timings(), push: pushes.timings(), memory: { before, most: fleet.most }, problems: Object.fromEntries(fleet.problems) }
  } finally {
    clearInterval(watch)
    fleet.agent.destroy()
    await world.stop()
    bundles.remove()
  }
}

/** Small answers are not packed. */
const unpack = (bytes: Buffer): Promise<Buffer> | Buffer => (bytes[0] === GZIP_MAGIC ? promisify(gunzip)(bytes) : bytes)

/** How long each of one kind took. */
class Clocked {
  readonly #times: number[] = []
  #errors = 0

  async time<T>(act: () => Promise<T>, problem: (error: unknown) => void): Promise<T | null> {
    const start = performance.now()
    try {
      const answer = await act()
      this.#times.push(performance.now() - start)
      return answer
    } catch (error) {
      this.#errors += 1
      problem(error)
      return null
    }
  }

  timings(): Timings {
    const at = (part: number): number => Math.round(percentile(this.#times, part))
    return { count: this.#times.length, errors: this.#errors, p50: at(0.5), p95: at(0.95), longest: at(1) }
  }
}

class Fleet {
  readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  readonly problems = new Map<string, number>()
  most = 0

  constructor(private readonly world: LoadWorld) {}

  weigh(): void {
    const { pid } = this.world.hub
    const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(pid === null ? '' : readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    this.most = Math.max(this.most, Math.round(Number(kib) / MIB))
  }

  async syncAll({ households, rampSeconds }: FleetSize, say: (words: string) => void): Promise<[Clocked, Clocked]> {
    const [syncs, pages] = [new Clocked(), new Clocked()]
    const { laptops } = this.world.parts
    let done = 0
    await Promise.all(laptops.map(async (laptop, n) => {
      await sleep((n / laptops.length) * rampSeconds * 1_000)
      await syncs.time(() => this.#sync(laptop, households, pages), this.#problem)
      done += 1
      if (done % 50 === 0) say(`${done} of ${laptops.length} first syncs`)
    }))
    return [syncs, pages]
  }

  /** Pushes begin at an even pace, whether or not those before were answered: a hub that is slow gets no relief by it. */
  async pushAll({ pushSeconds, pushesPerSecond }: FleetSize, say: (words: string) => void): Promise<Clocked> {
    const pushes = new Clocked()
    const { laptops, households } = this.world.parts
    const start = performance.now()
    const under: Promise<unknown>[] = []
    for (let n = 0; n < pushSeconds * pushesPerSecond; n += 1) {
      const due = start + (n / pushesPerSecond) * 1_000
      if (due > performance.now()) await sleep(due - performance.now())
      const laptop = laptops[n % laptops.length] as LoadLaptop
      const { householdId } = households[(n * 7) % households.length] as (typeof households)[number]
      under.push(pushes.time(() => this.#push(laptop, householdId), this.#problem))
      if (n % (60 * pushesPerSecond) === 0 && n > 0) say(`${n} pushes begun`)
    }
    await Promise.all(under)
    return pushes
  }

  /** As a laptop does: where to start, every page, and what changed meanwhile. */
  async #sync(laptop: LoadLaptop, households: number, pages: Clocked): Promise<void> {
    const { cursor } = StartSchema.parse(await this.#json(laptop, hubApi.startSync, {}))
    let count = 0
    for (let [after, more] = [null as string | null, true]; more;) {
      const end = await pages.time(() => this.#page(laptop, hubApi.householdPage, { after, limit: PAGE }), this.#problem)
      if (end === null) throw new Error('a page is missing')
      count += end.count
      ;({ next: after, more } = end)
    }
    await this.#page(laptop, hubApi.changePage, { cursor, limit: PAGE })
    if (count !== households) throw new Error('households are missing')
  }

  async #push({ device, token }: LoadLaptop, householdId: string): Promise<void> {
    const operation = device.sign({
      v: 1, type: 'operation', kind: 'contact-outcome', operationId: randomUUID(), deviceId: device.deviceId, at: new Date().toISOString(), householdId,
      baseVersion: 1, channel: 'phone', outcome: 'spoke-advice-given', noteId: null, nextAction: null,
    })
    const { results: [result] } = ResultsSchema.parse(await this.#json({ device, token }, hubApi.pushOperations, { operations: [operation] }))
    if (result?.status !== 'applied') throw new Error(`a push was ${result?.status ?? 'not answered'}`)
  }

  async #page(laptop: LoadLaptop, endpoint: { readonly path: string }, body: unknown) {
    const ready = makeReady(laptop, endpoint, body)
    const bytes = await unpack(await this.world.send({ ...ready, headers: { ...ready.headers, 'accept-encoding': 'gzip' } }, this.agent))
    return EndLineSchema.parse(JSON.parse(bytes.subarray(bytes.lastIndexOf('\n', -2) + 1).toString('utf8')))
  }

  async #json(laptop: LoadLaptop, endpoint: { readonly path: string }, body: unknown): Promise<unknown> {
    return JSON.parse((await this.world.send(makeReady(laptop, endpoint, body), this.agent)).toString('utf8'))
  }

  readonly #problem = (error: unknown): void => {
    const words = error instanceof z.ZodError ? 'an answer that is not as declared' : error instanceof Error ? error.message : 'unknown'
    this.problems.set(words, (this.problems.get(words) ?? 0) + 1)
  }
}
