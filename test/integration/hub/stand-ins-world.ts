import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { standInsApi } from '../../../shared/api/stand-ins-api'
import type { Endpoint, ResponseOf } from '../../../shared/api/define-endpoint'
import { londonDay } from '../../../shared/model/london-day'
import { HUB_ROLE } from '../../../service/hub/migrations'
import { run } from '../../support/postgres'
import { ReviewWorld } from './review-world'
import type { RevealBody } from './approvals-world'
import type { Answer } from './hub-harness'

const DAY_MS = 86_400_000
export const dayIn = (days: number): string => londonDay(Date.now() + days * DAY_MS)
/** The Monday of the present week in London. */
export const thisMonday = (): string => {
  const today = Date.parse(dayIn(0))
  return new Date(today - ((new Date(today).getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10)
}

/** The world of reviews, with deputies and a rota, and direct SQL as the service's own role. */
export class StandInsWorld {
  private constructor(readonly reviews: ReviewWorld, readonly client: pg.Client) {}

  static async start(): Promise<StandInsWorld> {
    const reviews = await ReviewWorld.start()
    const world = new StandInsWorld(reviews, new pg.Client({ connectionString: await reviews.hub.database.appUrl(HUB_ROLE) }))
    await world.client.connect()
    for (const [id, role, team] of [['nora.bell', 'supervisor', 'welfare-rights'], ['lena.second', 'officer', 'income-and-debt']] as const) await world.addOfficer(id, role, team)
    return world
  }

  async stop(): Promise<void> {
    await this.client.end()
    await this.hub.stop()
  }

  get base() {
    return this.reviews.base
  }
  get hub() {
    return this.reviews.hub
  }

  async addOfficer(id: string, role: string, team: string): Promise<void> {
    await run(this.hub.database.ownerUrl, `insert into officers values ($1, $2, $3, $4, 'canterbury')`, [id, id, role, team])
    ;(this.base.devices as Map<string, unknown>).set(id, await this.hub.enrol(id))
  }

  call = (officerId: string, name: keyof typeof standInsApi, body: unknown = {}): Promise<Answer> => this.hub.asDevice(this.base.device(officerId), standInsApi[name], body)

  ask = (officerId: string, endpoint: Endpoint, body: unknown): Promise<Answer> => this.hub.asDevice(this.base.device(officerId), endpoint, body)

  /** From today, for a week. */
  name = (supervisorId: string, deputyId: string, from = dayIn(0), to = dayIn(6)): Promise<Answer> => this.call(supervisorId, 'nameDeputy', { deputyshipId: randomUUID(), deputyId, from, to })

  /** Throws unless it is answered with 200. */
  async named(supervisorId: string, deputyId: string): Promise<string> {
    const { status, json, text } = await this.name(supervisorId, deputyId)
    if (status !== 200) throw new Error(text)
    return standInsApi.nameDeputy.response.parse(json).deputyship.deputyshipId
  }

  async ended(officerId: string, deputyshipId: string): Promise<void> {
    const { status, text } = await this.call(officerId, 'endDeputyship', { deputyshipId })
    if (status !== 200) throw new Error(text)
  }

  enter = (supervisorId: string, officerId: string, cover: 'desk' | 'approver', week = thisMonday()): Promise<Answer> => this.call(supervisorId, 'enterShift', { shiftId: randomUUID(), officerId, cover, week })

  async entered(supervisorId: string, officerId: string, cover: 'desk' | 'approver'): Promise<string> {
    const { status, json, text } = await this.enter(supervisorId, officerId, cover)
    if (status !== 200) throw new Error(text)
    return standInsApi.enterShift.response.parse(json).shift.shiftId
  }

  /** As if it had been asked so long ago. */
  async age(asked: RevealBody, hours: number): Promise<void> {
    await this.hub.sql(`update access_requests set requested_at = requested_at - make_interval(hours => $2) where request_id = $1`, [asked.signed.payload.requestId, hours])
  }

  async waitsWith(asked: RevealBody, officerId = 'amara.okafor') {
    return (await this.base.own(officerId)).find(({ requestId }) => requestId === asked.signed.payload.requestId)?.waitingWith
  }

  async pairs(officerId: string): Promise<ResponseOf<typeof standInsApi.approvalPairs>> {
    return standInsApi.approvalPairs.response.parse((await this.call(officerId, 'approvalPairs', { period: { from: dayIn(-30), to: dayIn(0) } })).json)
  }

  /** Direct SQL as the service's role: true when the database took it. */
  attempt = (text: string, values: readonly unknown[]): Promise<boolean> => this.client.query(text, [...values]).then(() => true, () => false)
}
