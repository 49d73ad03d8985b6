import { rmSync } from 'node:fs'
import { isCasementError } from '../../shared/errors/casement-error'
import { createRandom, type Random } from '../../service/demo/synthetic/random'
import { HubModel } from './hub-model'
import { checkConvergence, isConverged } from './convergence'
import { makeFolder } from './memory-folder'
import { chooseWork } from './officer-work'
import type { PlantedBug } from './planted-bugs'
import { Killed } from './simulated-disk'
import { SimulatedHub } from './simulated-hub'
import { SimulatedLaptop } from './simulated-laptop'
import { CALM, SimulatedNetwork, type Weather } from './simulated-network'
import { expectThat, SimulationFailure } from './simulation-failure'
import { Trace } from './trace'
import { VirtualTime } from './virtual-time'
import { owing, TEAMS, type World } from './world'

export interface Outcome {
  readonly seed: number
  readonly steps: number
  /** Of everything that happened. */
  readonly hash: string
  readonly failure: null | Readonly<{ words: string; step: number; trace: readonly string[] }>
  readonly figures: Readonly<{ calls: number; operations: number; faults: number; restores: number }>
}

const FAULTS = { offline: 3, 'kill-laptop': 4, 'kill-hub': 1.5, 'disk-full': 3, clock: 3, 'back-up': 1.5, restore: 1.5 } as const
type Fault = keyof typeof FAULTS
const PEACE = { write: 34, wait: 34, facts: 2, move: 1 } as const
const WEATHER: Weather = { cutBefore: 0.05, cutAfter: 0.05, cutInside: 0.03, duplicate: 0.04, delay: 0.05 }
const HOUR_MS = 3_600_000
/** As long as it takes a laptop to try again after its longest failure, with all that was on the way. */
const CALM_ROUNDS = 60
const CALM_ROUND_MS = 5_000
/** Turns of the event loop before one that takes a real millisecond: seals and signatures are made beside it, and want the processor. */
const QUICK_TURNS = 20
/** A laptop that neither waits nor asks after so many turns never will. */
const PATIENCE = 60_000

/** One simulation: the hub and ten laptops for so many steps, then peace, then everything must be as it should. Every choice comes from the seed. */
export async function simulate(world: World, seed: number, steps: number, bug: PlantedBug | null = null): Promise<Outcome> {
  const run = new Simulation(world, seed, steps, bug)
  try {
    return await run.run()
  } finally {
    await run.end()
  }
}

let runs = 0

class Simulation {
  readonly #time = new VirtualTime()
  readonly #trace = new Trace(this.#time)
  readonly #random: Random
  readonly #folder = makeFolder('seed')
  readonly #hub: SimulatedHub
  readonly #network: SimulatedNetwork
  readonly #laptops: SimulatedLaptop[] = []
  readonly #model: HubModel
  readonly #faults: readonly Fault[]
  #backup: { name: string; mark: number } | null = null
  /** Once in a simulation: each costs as much as fifty steps. */
  #isRestored = false
  #figures = { operations: 0, faults: 0, restores: 0 }

  constructor(private readonly world: World, private readonly seed: number, private readonly steps: number, private readonly bug: PlantedBug | null) {
    this.#random = createRandom(seed, 'simulation/choices')
    this.#model = new HubModel({ officers: world.officers.map(({ officerId, role, team }) => ({ officerId, team, role: role === 'supervisor' ? 'supervisor' : 'officer' })),
      households: new Map(world.facts.map(({ householdId, allocatedTeam }) => [householdId, allocatedTeam ?? ''])) })
    this.#hub = new SimulatedHub(world, this.#time, this.#model, `simulation_${process.pid}_${(runs += 1)}`)
    this.#network = new SimulatedNetwork(this.#time, createRandom(seed, 'simulation/network'), this.#hub, this.#trace)
    this.#network.bug = bug ?? {}
    // Not every fault in every simulation: some need others to be away to show what they do.
    this.#faults = (Object.keys(FAULTS) as Fault[]).filter(() => this.#random.chance(0.65))
  }

  async run(): Promise<Outcome> {
    const { seed, steps } = this
    const outcome = (failure: Outcome['failure']): Outcome => ({ seed, steps, hash: this.#trace.hash(), failure, figures: { ...this.#figures, calls: this.#network.answered } })
    try {
      await this.#begin()
      for (let step = 1; step <= steps; step += 1) {
        this.#trace.step = step
        await this.#step()
      }
      await this.#makePeace()
      await checkConvergence(this.#hub, this.#laptops)
      return outcome(null)
    } catch (error) {
      if (!(error instanceof SimulationFailure)) throw error
      this.#trace.add(error.message)
      return outcome({ words: error.message, step: this.#trace.step, trace: this.#trace.last() })
    }
  }

  async end(): Promise<void> {
    for (const laptop of this.#laptops) laptop.end()
    await this.#hub.end()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #begin(): Promise<void> {
    const { world } = this
    await this.#hub.begin()
    const tokens = new Map<string, string>()
    for (const { officerId } of world.officers) tokens.set(officerId, await world.token(officerId))
    for (const [index, laptop] of world.laptops.entries()) {
      this.#laptops.push(new SimulatedLaptop(index, laptop, this.#folder, this.seed, { world, time: this.#time, network: this.#network, tokens }))
      this.#laptops[index]?.start()
    }
    await this.#rest()
    await this.#wait(2_000)
    this.#network.weather = Object.fromEntries(Object.entries(WEATHER).map(([kind, likely]) => [kind, this.#random.chance(0.65) ? likely : 0])) as unknown as Weather
  }

  async #step(): Promise<void> {
    const random = this.#random
    const laptop = random.pick(this.#laptops as [SimulatedLaptop])
    const faults = Object.fromEntries(this.#faults.map((fault) => [fault, FAULTS[fault]])) as Partial<Record<Fault, number>>
    const what = random.weighted<keyof typeof PEACE | Fault>({ ...PEACE, offline: 0, 'kill-laptop': 0, 'kill-hub': 0, 'disk-full': 0, clock: 0, 'back-up': 0, restore: 0, ...faults })
    if (what in FAULTS) this.#figures.faults += 1
    switch (what) {
      case 'write': await this.#write(laptop); break
      case 'wait': await this.#wait(random.whole(100, 2_000)); break
      case 'facts': await this.#changeFacts(); break
      case 'move': await this.#move(); break
      case 'offline': this.#goOffline(laptop); break
      case 'kill-laptop': this.#killLaptop(laptop); break
      case 'kill-hub': await this.#killHub(); break
      case 'disk-full': this.#fillDisk(laptop); break
      case 'clock': this.#turnClock(laptop); break
      case 'back-up': await this.#backUp(); break
      case 'restore': await this.#restore(); break
    }
    await this.#rest()
    await this.#wait(random.whole(32, 200))
  }

  async #write(laptop: SimulatedLaptop): Promise<void> {
    const chosen = laptop.isOn ? chooseWork(this.#random, laptop, this.world) : null
    if (chosen === null) return
    const name = `laptop ${laptop.index}: ${chosen.words}`
    try {
      await chosen.work()
      this.#figures.operations += 1
      this.#trace.add(name)
    } catch (error) {
      if (!(error instanceof Killed) && !isCasementError(error)) throw error
      this.#trace.add(`${name}: ${error instanceof Killed ? 'killed' : error.code}`)
    }
  }

  /** Intake brings what puts a household into everybody's sight, or out of it. */
  async #changeFacts(): Promise<void> {
    const [n, isMuch] = [this.#random.whole(0, this.world.facts.length - 1), this.#random.chance(0.6)]
    const facts = this.world.facts[n]
    if (facts === undefined || !this.#hub.isUp) return
    this.#trace.add(`intake: household ${n} owes ${isMuch ? 'much' : 'nothing'}`)
    await this.#hub.load(owing(facts, isMuch))
  }

  async #move(): Promise<void> {
    const officer = this.world.officers[this.#random.whole(0, this.world.officers.length - 1)]
    const team = this.#random.pick(TEAMS)
    if (officer === undefined || !this.#hub.isUp) return
    this.#trace.add(`${officer.officerId} now works in ${team}`)
    await this.#hub.move(officer.officerId, team)
  }

  #goOffline(laptop: SimulatedLaptop): void {
    this.#trace.add(`laptop ${laptop.index} has no signal`)
    laptop.isOffline = true
    this.#later(1, 40, () => {
      this.#trace.add(`laptop ${laptop.index} has a signal`)
      laptop.isOffline = false
    })
  }

  /** At once, or in the middle of one of its next writes. */
  #killLaptop(laptop: SimulatedLaptop): void {
    if (!laptop.isOn) return
    const fuse = this.#random.chance(0.4) ? null : this.#random.whole(0, 12)
    this.#trace.add(`laptop ${laptop.index} is killed ${fuse === null ? 'now' : `after ${fuse} writes`}`)
    if (fuse === null) laptop.disk.kill()
    else laptop.disk.fuse = fuse
    this.#later(1, 20, () => this.#startLaptop(laptop))
  }

  #startLaptop(laptop: SimulatedLaptop): void {
    if (laptop.isOn) return
    this.#trace.add(`laptop ${laptop.index} starts`)
    laptop.start()
    laptop.checkKept()
  }

  async #killHub(): Promise<void> {
    if (!this.#hub.isUp) return
    const how = this.#random.weighted({ now: 1, before: 1, after: 2, inside: 2 })
    this.#trace.add(`the hub is killed: ${how}`)
    if (how === 'now') await this.#hub.kill()
    else this.#hub.doom = how === 'inside' ? this.#random.whole(0, 3) : how
    this.#later(1, 20, () => this.#startHub())
  }

  async #startHub(): Promise<void> {
    this.#hub.doom = null
    if (this.#hub.isUp) return
    this.#trace.add('the hub starts')
    await this.#hub.start()
  }

  #fillDisk(laptop: SimulatedLaptop): void {
    if (!laptop.isOn) return
    const { disk } = laptop
    disk.room = this.#random.whole(0, 12)
    this.#trace.add(`laptop ${laptop.index} has room for ${disk.room} writes`)
    this.#later(1, 40, () => {
      this.#trace.add(`laptop ${laptop.index} has room`)
      disk.room = null
    })
  }

  #turnClock(laptop: SimulatedLaptop): void {
    laptop.offset = this.#random.chance(0.25) ? 0 : this.#random.whole(-48 * HOUR_MS, 48 * HOUR_MS)
    this.#trace.add(`laptop ${laptop.index} has its clock ${(laptop.offset / HOUR_MS).toFixed(1)} h off`)
  }

  async #backUp(): Promise<void> {
    if (this.#backup !== null || this.#isRestored) return
    this.#trace.add('the hub is backed up')
    await this.#hub.kill()
    this.#backup = { name: await this.#hub.backUp(), mark: this.#model.mark() }
    await this.#startHub()
  }

  async #restore(): Promise<void> {
    if (this.#backup === null) return
    this.#trace.add(`the hub is restored to where it was ${this.#model.mark() - this.#backup.mark} operations ago`)
    await this.#hub.kill()
    this.#hub.restore(this.#backup.name)
    this.#model.restore(this.#backup.mark)
    this.#backup = null
    this.#isRestored = true
    this.#figures.restores += 1
    await this.#startHub()
    this.bug?.onRestored?.(this.#hub, this.#laptops)
  }

  /** Nothing goes wrong any more: everything that was written must come to where it belongs, without anybody doing anything. */
  async #makePeace(): Promise<void> {
    this.#trace.add('peace')
    this.#network.weather = CALM
    await this.#startHub()
    for (const laptop of this.#laptops) {
      laptop.isOffline = false
      laptop.offset = 0
      this.#startLaptop(laptop)
      laptop.disk.room = null
      laptop.disk.fuse = null
    }
    await this.#rest()
    for (let left = CALM_ROUNDS; left > 0; left -= 1) {
      await this.#wait(CALM_ROUND_MS)
      if (await isConverged(this.#hub, this.#laptops)) return
    }
  }

  #later(fromSeconds: number, toSeconds: number, work: () => void | Promise<void>): void {
    this.#time.after(this.#random.whole(fromSeconds * 1_000, toSeconds * 1_000), work)
  }

  /** Time passes, and what is due in it happens. */
  async #wait(ms: number): Promise<void> {
    const until = this.#time.now + ms
    for (let work = this.#time.next(until); work !== null; work = this.#time.next(until)) {
      await work()
      if (this.bug?.onPushed !== undefined && this.#hub.isUp) await this.bug.onPushed(this.#hub)
      await this.#rest()
    }
  }

  /** Until each laptop has done all it can do without time passing. */
  async #rest(): Promise<void> {
    for (let left = PATIENCE; this.#laptops.some(({ isQuiet }) => !isQuiet); left -= 1) {
      expectThat(left > 0, () => `laptop ${this.#laptops.findIndex(({ isQuiet }) => !isQuiet)} neither waits nor asks`)
      await new Promise((wake) => (PATIENCE - left < QUICK_TURNS ? setImmediate(wake) : setTimeout(wake, 1)))
    }
    for (const laptop of this.#laptops) laptop.bury()
    this.#network.dispatch()
  }
}
