import type { Role } from '../../../shared/model/codes'
import { hubApi } from '../../../shared/api/hub-api'
import type { DeviceEvent } from '../../../shared/model/reveal'
import { run } from '../../support/postgres'
import { HubHarness, type Answer } from './hub-harness'
import type { TestDevice } from './test-device'
import { makeFacts } from './test-facts'

/** One laptop for each role of the harness, and what they may do to each other. */
export interface OversightWorld {
  readonly hub: HubHarness
  readonly laptops: Readonly<Record<Role, TestDevice>>
  /** A colleague of the supervisor's own team, and one of another. */
  readonly stranger: TestDevice
  household(): Promise<{ householdId: string; reference: string; persons: string[] }>
  /** States a need; answers its request id. `events`: what the laptop then reports. */
  reveal(device: TestDevice, of: { householdId: string; persons: string[] }, more?: RevealWish): Promise<string>
  lookup(device: TestDevice): Promise<Answer>
  open(device: TestDevice, reference: string): Promise<Answer>
  stop(): Promise<void>
}

interface RevealWish {
  readonly events?: readonly DeviceEvent['event'][]
  readonly reason?: string
  readonly purpose?: string
  readonly fieldGroups?: ('identity' | 'contact' | 'address')[]
}

export async function startOversightWorld(): Promise<OversightWorld> {
  const hub = await HubHarness.start()
  await run(hub.database.ownerUrl, `insert into officers values ('sol.abara', 'Sol Abara', 'officer', 'housing-options', 'canterbury')`)
  const laptops: Record<Role, TestDevice> = {
    officer: await hub.enrol('amara.okafor'), outreach: await hub.enrol('tom.brennan'), supervisor: await hub.enrol('priya.nair'), 'ig-lead': await hub.enrol('helen.marsh'),
    admin: await hub.enrol('dev.patel'),
  }
  const stranger = await hub.enrol('sol.abara')
  let place = 0
  return {
    hub, laptops, stranger,
    async household() {
      const facts = makeFacts()
      await hub.load([facts])
      return { householdId: facts.householdId, reference: facts.reference, persons: facts.members.map(({ personId }) => personId) }
    },
    async reveal(device, { householdId, persons }, { events = [], reason, purpose, fieldGroups } = {}) {
      const body = device.revealBody({
        epoch: hub.epoch, purpose: hub.purpose(purpose), householdId, persons, ...(reason === undefined ? {} : { reason }), ...(fieldGroups === undefined ? {} : { fieldGroups }),
      })
      await hub.asDevice(device, hubApi.requestReveal, body)
      const { requestId } = body.signed.payload
      const operations = events.map((event) => device.sign({
        v: 1, type: 'device-event', eventId: crypto.randomUUID(), deviceId: device.deviceId, n: place++, previousHash: '0'.repeat(64), event, requestId, grantId: null,
        fieldGroup: event === 'copied' ? 'contact' : null, at: new Date().toISOString(),
      } satisfies DeviceEvent))
      if (operations.length > 0) await hub.asDevice(device, hubApi.pushOperations, { operations })
      return requestId
    },
    lookup: (device) => hub.asDevice(device, hubApi.requestLookup, device.lookupBody({ epoch: hub.epoch, purpose: hub.purpose() })),
    open: (device, reference) => hub.asDevice(device, hubApi.openHousehold, { reference }),
    stop: () => hub.stop(),
  }
}

/** Today and the thirty days before, whatever the time zone. */
export const LATELY = { from: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10), to: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) }
