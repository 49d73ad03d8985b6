import { createHash } from 'node:crypto'
import { canonicalBytes } from '../../shared/ledger/canonical-json'
import type { FieldGroup } from '../../shared/model/codes'
import { DeviceEventSchema, type DeviceEvent, type SignedDeviceEvent } from '../../shared/model/reveal'
import { toInstant } from '../settings/clock'
import { newId } from './new-id'
import type { OperationWriter, WrittenOperation } from './operation-writer'
import type { Session } from './session'
import { TurnQueue } from './turn-queue'

export interface EventToRecord {
  readonly event: DeviceEvent['event']
  readonly requestId: string
  readonly grantId: string | null
  readonly fieldGroup: FieldGroup | null
}

type EventSession = Pick<Session, 'ledger' | 'signer' | 'deviceId' | 'clock' | 'random'>

/** The device's own chain of what happened on the screen: each link signed, hashed onto the last, durable before it is acknowledged. */
export class DeviceEventService {
  readonly #session: EventSession
  readonly #writer: OperationWriter
  readonly #queue = new TurnQueue()

  constructor(session: EventSession, writer: OperationWriter) {
    this.#session = session
    this.#writer = writer
  }

  /** @param also further writes, and @param before operations that go ahead of it, all of one transaction */
  append({ event, requestId, grantId, fieldGroup }: EventToRecord, also: () => void = () => undefined, before: ReadonlyArray<WrittenOperation> = []): Promise<void> {
    return this.#queue.run(async () => {
      const { ledger, signer, deviceId, clock, random } = this.#session
      const payload = DeviceEventSchema.parse({
        v: 1,
        type: 'device-event',
        eventId: newId(clock, random),
        deviceId,
        ...ledger.nextLink(),
        event,
        requestId,
        grantId,
        fieldGroup,
        at: toInstant(clock.now()),
      })
      const signed: SignedDeviceEvent = signer(payload)
      const hash = createHash('sha256').update(canonicalBytes(signed)).digest('hex')
      await this.#writer.write(
        [
          ...before,
          {
            operationId: payload.eventId,
            target: 'hub',
            kind: 'device-event',
            householdId: null,
            reference: null,
            at: payload.at,
            signed,
          },
        ],
        () => {
          ledger.appendEvent(signed, hash)
          also()
        },
      )
    })
  }
}
