import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createDeviceKeys, publicKeysOf } from '../../main/keys/device-keys'
import { NO_KEYS_BEFORE, openKeyBundle } from '../../main/keys/key-bundle'
import { toInstant } from '../../main/settings/clock'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../main/store/migrations/index'
import { openDatabase } from '../../main/store/process/open-database'
import { DeviceRepository } from '../../main/store/repositories/device-repository'
import { createRandom, type Random } from '../../service/demo/synthetic/random'
import { hubApi } from '../../shared/api/hub-api'
import type { CodedFacts } from '../../shared/model/coded-facts'
import { OfficerSchema, type Officer } from '../../shared/model/officer'
import { makeReference } from '../../shared/model/reference'
import { HubHarness } from '../integration/hub/hub-harness'
import { makeFacts } from '../integration/hub/test-facts'
import { run } from '../support/postgres'
import { makeFolder } from './memory-folder'
import { START } from './virtual-time'

const DISTRICT = 'canterbury'
/** Whose laptops there are: two teams, and two people with two laptops each. */
const CREW = [
  ['amara.okafor', 'officer', 'income-and-debt', 2], ['leila.haddad', 'officer', 'income-and-debt', 1], ['priya.nair', 'supervisor', 'income-and-debt', 1], ['sam.whitlock', 'officer', 'income-and-debt', 1],
  ['grace.adeyemi', 'officer', 'housing-options', 2], ['tom.brennan', 'officer', 'housing-options', 1], ['rosa.lindqvist', 'supervisor', 'housing-options', 1], ['ivo.marsden', 'officer', 'housing-options', 1],
] as const
export const TEAMS = ['income-and-debt', 'housing-options'] as const
const HOUSEHOLDS = 12
const DAY_S = 86_400
/** Any will do: what the key keeps from whom is shown elsewhere. */
export const DATABASE_KEY = new Uint8Array(32).fill(7)

export interface Laptop {
  readonly officerId: string
  readonly deviceId: string
  /** Its databases and spool on the day it was enrolled. */
  readonly folder: string
}

/** What every simulation begins with, made once: a hub's database with officers, enrolled laptops and households, and the laptops' own files. */
export class World {
  private constructor(
    readonly harness: HubHarness, readonly folder: string, readonly officers: readonly Officer[], readonly laptops: readonly Laptop[], readonly facts: readonly CodedFacts[],
  ) {}

  static async make(): Promise<World> {
    const folder = makeFolder('simulation')
    // An hour before: each simulation finds that its database is another, and opens an epoch of its own.
    const harness = await HubHarness.start({ clock: { now: () => START - 3_600_000 } })
    await harness.sql('delete from officers')
    const officers = CREW.map(([officerId, role, team]) => OfficerSchema.parse({ officerId, displayName: officerId, role, team, district: DISTRICT }))
    for (const { officerId, role, team } of officers) await harness.sql('insert into officers values ($1, $1, $2, $3, $4)', [officerId, role, team, DISTRICT])
    const random = createRandom(1, 'simulation/world')
    const facts = Array.from({ length: HOUSEHOLDS }, (_, n) => factsOf(random, TEAMS[n % 2] ?? TEAMS[0]))
    const world = new World(harness, folder, officers, [], facts)
    await world.load(harness, facts)
    const laptops: Laptop[] = []
    for (const [officerId, , , count] of CREW) for (let left = count; left > 0; left -= 1) laptops.push(await world.#enrol(officerId, uuidOf(random), path.join(folder, `laptop-${laptops.length}`)))
    // Everybody has opened every household that morning: what decides is the act, never the reach.
    await harness.sql(
      `insert into household_accesses (officer_id, device_id, household_id, outcome, accessed_at)
       select o.officer_id, d.device_id, h.household_id, 'opened', $1 from officers o join devices d using (officer_id) cross join households h`, [new Date(START)])
    await harness.sql(FUSE)
    await harness.hub.close()
    return new World(harness, folder, officers, laptops, facts)
  }

  /** A token of this officer (or, without one, of intake) that holds in virtual time, whatever day the machine thinks it is. */
  token(officerId: string | null): Promise<string> {
    const expiresIn = Math.floor(START / 1_000) + 30 * DAY_S - Math.floor(Date.now() / 1_000)
    return this.harness.issuer.token(officerId === null ? { subject: 'casement-intake', role: 'intake', expiresIn } : { subject: officerId, expiresIn })
  }

  /** As intake does. */
  async load({ hub }: Pick<HubHarness, 'hub'>, records: readonly CodedFacts[]): Promise<void> {
    const headers = { authorization: `Bearer ${await this.token(null)}`, 'content-type': 'application/json' }
    const payload = JSON.stringify({ runId: '0193a000-0000-7000-8000-000000000000', source: records[0]?.source, records })
    const answer = await hub.app.inject({ method: hubApi.loadFacts.method, url: hubApi.loadFacts.path, headers, payload })
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }

  /** As the server's superuser, outside the simulation's databases. */
  admin(text: string): Promise<unknown> {
    return run(this.harness.postgres.adminUrl, text)
  }

  async stop(): Promise<void> {
    this.harness.issuer.close()
    await this.harness.postgres.stop()
    rmSync(this.harness.folder, { recursive: true, force: true })
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #enrol(officerId: string, deviceId: string, folder: string): Promise<Laptop> {
    const { config } = this.harness
    const keys = createDeviceKeys()
    const authorization = `Bearer ${await this.token(officerId)}`
    const answer = await this.harness.inject(hubApi.enrolDevice, { deviceId, name: 'Laptop', ...publicKeysOf(keys), replaces: null }, { authorization })
    if (answer.status !== 200) throw new Error(answer.text)
    mkdirSync(folder)
    const signed = { bundle: readFileSync(config.keyBundleFile, 'utf8').trim(), purposes: readFileSync(config.purposesFile, 'utf8').trim() }
    const { serial } = await openKeyBundle(signed, config.controllerRootKey, NO_KEYS_BEFORE)
    const kept = openDatabase(path.join(folder, 'kept.db'), DATABASE_KEY, KEPT_MIGRATIONS)
    const devices = new DeviceRepository(kept)
    devices.create({ deviceId, keys, officer: OfficerSchema.parse(answer.json['officer']), epoch: String(answer.json['epoch']) })
    devices.saveRefreshToken('a refresh token')
    devices.saveServiceKeys({ serial, ...signed }, toInstant(START))
    kept.close()
    openDatabase(path.join(folder, 'cache.db'), DATABASE_KEY, CACHE_MIGRATIONS).close()
    return { officerId, deviceId, folder }
  }
}

/** A quiet household: in sight of its own team alone, until something is owed. */
function factsOf(random: Random, team: (typeof TEAMS)[number]): CodedFacts {
  const members = [{ personId: hexOf(random, 32), role: 'tenant', ageBand: '35-44' }] as CodedFacts['members']
  return makeFacts({
    householdId: hexOf(random, 32), recordId: hexOf(random, 32), reference: makeReference(Array.from({ length: 6 }, () => random.whole(0, 255))), members, debts: [], lastContactOn: null, allocatedTeam: team,
  })
}

/** What intake may say of it later: enough owed, and the whole district sees it. */
export function owing(facts: CodedFacts, isMuch: boolean): CodedFacts {
  const kinds = [['rent-arrears', 'housing', 'possession-order'], ['council-tax-arrears', 'revenues-and-benefits', 'enforcement-agent']] as const
  const debts = isMuch ? kinds.map(([kind, domain, stage]) => ({ recordId: facts.recordId, kind, domain, stage, balancePence: 123_400, source: facts.source, asAt: facts.asAt })) : []
  return { ...facts, debts }
}

export const hexOf = (random: Random, length: number): string => Array.from({ length }, () => random.whole(0, 15).toString(16)).join('')
export const uuidOf = (random: Random): string => `${hexOf(random, 8)}-${hexOf(random, 4)}-7${hexOf(random, 3)}-8${hexOf(random, 3)}-${hexOf(random, 12)}`

/** Lets a hub be killed inside a batch: with the fuse at n, n operations of it are committed and the next is not. It lies far off unless it is set. */
const FUSE = `
  create sequence simulation_fuse increment -1 minvalue -1000000000 maxvalue 1000000000 start 1000000000;
  create function burn_simulation_fuse() returns trigger language plpgsql security definer as $$
    begin
      if nextval('simulation_fuse') = 0 then raise exception 'the hub was killed here'; end if;
      return new;
    end $$;
  create trigger burn_fuse before insert on operations for each row execute function burn_simulation_fuse();`
