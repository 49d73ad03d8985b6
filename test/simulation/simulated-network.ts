import type { Random } from '../../service/demo/synthetic/random'
import type { PlantedBug } from './planted-bugs'
import type { SimulatedHub, Answer, Request } from './simulated-hub'
import type { SimulatedLaptop } from './simulated-laptop'
import type { Trace } from './trace'
import type { VirtualTime } from './virtual-time'

/** How likely each is, for one call. */
export interface Weather {
  readonly cutBefore: number
  readonly cutAfter: number
  /** The answer stops in the middle. */
  readonly cutInside: number
  /** The same call once more, later. */
  readonly duplicate: number
  /** Slower than the laptop waits, perhaps. */
  readonly delay: number
}
export const CALM: Weather = { cutBefore: 0, cutAfter: 0, cutInside: 0, duplicate: 0, delay: 0 }

export interface Call {
  readonly laptop: SimulatedLaptop
  readonly request: Request
  /** Nothing when nobody waits any more. */
  answer(response: Response): void
  fail(): void
}
const LONGEST_MS = 45_000

/** Between the laptops and the hub. Every call is a message there and one back, each on a way of its own, so that the order they were sent in means nothing. */
export class SimulatedNetwork {
  weather: Weather = CALM
  /** Calls that the hub answered, whether or not the answer arrived. */
  answered = 0
  bug: Pick<PlantedBug, 'onAnswer' | 'onLost'> = {}
  readonly #outgoing: Call[] = []

  constructor(private readonly time: VirtualTime, private readonly random: Random, private readonly hub: SimulatedHub, private readonly trace: Trace) {}

  send(call: Call): void {
    this.#outgoing.push(call)
  }

  /** Sends off what was given to it, in an order that is the same in every run. */
  dispatch(): void {
    const calls = this.#outgoing.splice(0).toSorted((a, b) => a.laptop.index - b.laptop.index || (a.request.path < b.request.path ? -1 : 1))
    for (const call of calls) this.#dispatch(call)
  }

  #dispatch(call: Call): void {
    const { weather, random, time } = this
    const name = `laptop ${call.laptop.index} ${call.request.path}`
    if (call.laptop.isOffline || random.chance(weather.cutBefore)) {
      this.trace.add(`${name}: cut before`)
      this.#lose(call)
      return
    }
    time.after(this.#delay(), () => this.#arrive(call, name))
    if (!random.chance(weather.duplicate)) return
    time.after(this.#delay() + random.whole(500, 20_000), async () => {
      const answer = await this.hub.answer(call.request)
      this.trace.add(`${name}: once more, ${answer?.status ?? 'no answer'}`)
    })
  }

  async #arrive(call: Call, name: string): Promise<void> {
    const answer = await this.hub.answer(call.request)
    this.trace.add(`${name}: ${answer === null ? 'no answer' : summaryOf(answer)}`)
    if (answer === null) return this.#lose(call)
    this.answered += 1
    if (this.random.chance(this.weather.cutAfter)) {
      this.trace.add(`${name}: answer lost`)
      return this.#lose(call)
    }
    this.bug.onAnswer?.(call, answer)
    const bytes = this.random.chance(this.weather.cutInside) ? answer.bytes.slice(0, this.random.whole(0, answer.bytes.length - 1)) : answer.bytes
    if (bytes !== answer.bytes) this.trace.add(`${name}: answer cut short`)
    this.time.after(this.#delay(), () => call.answer(new Response(bytes, { status: answer.status, headers: { 'content-type': answer.type } })))
  }

  /** Either the laptop hears of it, or it waits for its own time limit. */
  #lose(call: Call): void {
    this.bug.onLost?.(call)
    if (this.random.chance(0.6)) this.time.after(this.random.whole(1, 400), () => call.fail())
  }

  #delay(): number {
    return this.random.chance(this.weather.delay) ? this.random.whole(1_000, LONGEST_MS) : this.random.whole(2, 120)
  }
}

/** What came back, without anything that differs from run to run (ids, cursors, hashes). */
function summaryOf({ status, type, bytes }: Answer): string {
  const text = Buffer.from(bytes).toString('utf8')
  if (type.includes('ndjson')) return `${status}, ${text.split('\n').filter((line) => line.startsWith('{"type":"upsert"')).length} upserts, ${text.split('"type":"evict"').length - 1} evictions`
  const { results, code } = JSON.parse(text) as { results?: { status: string; code: string | null }[]; code?: string }
  return [status, code, ...(results ?? []).map((result) => result.code ?? result.status)].filter((part) => part !== undefined).join(' ')
}
