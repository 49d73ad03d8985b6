import { expect, it } from 'vitest'
import { SureTime } from '../../../main/domain/sure-time'
import { createRandom, type Random } from '../../../service/demo/synthetic/random'
import { CLOCK_BEHIND_MS } from '../../../shared/model/visit-pack'

// 20,000 in a normal run; `npm run clock-traces -- --traces 100000 --seed 1` makes them all.
const TRACES = Number(process.env['CASEMENT_TRACES'] ?? 20_000)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const STEPS = 30
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START = Date.parse('2026-11-27T08:00:00.000Z')
const LEASE_MS = 72 * HOUR_MS

interface Seen {
  readonly what: string
  readonly truth: number
  readonly canOpen: boolean
  readonly isDestroyed: boolean
  /** The wall clock was wrong when the laptop started, and no contact since: it cannot know better. */
  readonly startedWrong: boolean
}

/** A laptop that sleeps, restarts, is set wrong and meets the hub. What nobody knows but the test is the truth. */
class Trace {
  truth = START
  /** Of the wall clock, beside the truth. */
  wrong = 0
  uptime = 0
  startedWrong = false
  kept: number | null = null
  expires = START + LEASE_MS
  readonly until: number
  sure: SureTime

  constructor(readonly random: Random) {
    this.until = START + random.whole(1, 72) * HOUR_MS
    this.sure = this.#begin()
    this.sure.hear(new Date(this.truth).toISOString())
  }

  #begin(): SureTime {
    const clock = { now: () => this.truth + this.wrong, elapsed: () => this.uptime, sinceBoot: () => this.uptime }
    return new SureTime(clock, { findSureTime: () => this.kept, saveSureTime: (at) => { this.kept = at } })
  }

  step(): Seen {
    const { random } = this
    const what = random.weighted({ passes: 6, sleeps: 2, 'is set': 3, keeps: 2, restarts: 1, 'is off': 1, 'meets the hub': 1 })
    if (what === 'passes') this.#pass(random.whole(0, 90) * MINUTE_MS)
    if (what === 'sleeps') this.#pass(random.whole(0, 20) * HOUR_MS)
    if (what === 'is set') this.#set(random.chance(0.3) ? 0 : random.whole(-48 * 60, 48 * 60) * MINUTE_MS)
    if (what === 'keeps') this.sure.keep()
    if (what === 'restarts' || what === 'is off') this.#restart(what === 'is off' ? random.whole(0, 60) * HOUR_MS : 0)
    if (what === 'meets the hub') {
      this.sure.hear(new Date(this.truth).toISOString())
      this.expires = this.truth + LEASE_MS
      this.startedWrong = false
    }
    const now = this.sure.now()
    return { what, truth: this.truth, canOpen: !this.sure.isInDoubt() && now < Math.min(this.until, this.expires), isDestroyed: now >= this.until, startedWrong: this.startedWrong }
  }

  /** Started behind its mark, a laptop knows no more than that mark: a clock set to just there is the one that cannot be told from the truth. */
  #set(wrong: number): void {
    const isJustThere = Math.abs(this.truth + wrong - this.sure.now()) <= CLOCK_BEHIND_MS
    this.wrong = wrong !== 0 && isJustThere && this.startedWrong ? 0 : wrong
  }

  #pass(ms: number): void {
    this.truth += ms
    this.uptime += ms
  }

  /** As at each lock, the mark is kept before. While nothing runs the clock may be set ahead; set back as far as the mark it cannot be told from the truth (SECURITY.md). */
  #restart(offMs: number): void {
    this.sure.keep()
    this.truth += offMs
    this.uptime = offMs === 0 ? this.uptime : 0
    if (this.wrong < 0) this.wrong = this.random.chance(0.5) ? 0 : (this.kept ?? 0) - this.truth - this.random.whole(1, 30 * 24) * HOUR_MS
    this.startedWrong ||= this.wrong !== 0
    this.sure = this.#begin()
  }
}

it(`over ${TRACES} random traces of clocks set forwards and back, of sleep, restarts and contact: nothing opens five minutes after the true end of outing or lease, and contact always mends it`, () => {
  const counts = { steps: 0, open: 0, 'set ahead and not destroyed': 0, contacts: 0 }
  for (let n = 0; n < TRACES; n += 1) {
    const trace = new Trace(createRandom(SEED, `clock trace ${n}`))
    for (let step = 0; step < STEPS; step += 1) {
      const { what, truth, canOpen, isDestroyed, startedWrong } = trace.step()
      const where = `seed ${SEED}, trace ${n}, step ${step} (${what})`
      counts.steps += 1
      if (canOpen) {
        counts.open += 1
        if (truth >= Math.min(trace.until, trace.expires) + CLOCK_BEHIND_MS) expect.unreachable(`${where}: opens after its true end`)
      }
      if (what === 'meets the hub') {
        counts.contacts += 1
        if (trace.sure.isInDoubt() || Math.abs(trace.sure.now() - truth) > CLOCK_BEHIND_MS) expect.unreachable(`${where}: stuck after contact`)
        if (!canOpen && truth < trace.until) expect.unreachable(`${where}: shut after contact before its end`)
      }
      if (!startedWrong && isDestroyed && truth < trace.until - CLOCK_BEHIND_MS) expect.unreachable(`${where}: destroyed early by a clock that jumped ahead`)
      if (trace.wrong > CLOCK_BEHIND_MS && truth + trace.wrong >= trace.until && !isDestroyed) counts['set ahead and not destroyed'] += 1
    }
  }
  console.log(`clock traces: ${TRACES} of ${STEPS} steps (seed ${SEED}): ${Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ')}; 0 late openings, 0 stuck after contact, 0 destroyed early by a jump`)
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0)
}, 60_000 + TRACES * 20)

it('a laptop that went by its wall clock alone would open late: the same traces show it', () => {
  let late = 0
  for (let n = 0; n < 500; n += 1) {
    const trace = new Trace(createRandom(SEED, `clock trace ${n}`))
    for (let step = 0; step < STEPS; step += 1) {
      const { truth } = trace.step()
      if (truth + trace.wrong < trace.until && truth >= trace.until + CLOCK_BEHIND_MS) late += 1
    }
  }
  expect(late).toBeGreaterThan(0)
})
