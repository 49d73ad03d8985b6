import { hubApi } from '../../shared/api/hub-api'
import { EndLineSchema } from '../../shared/model/change'
import type { Answer, SimulatedHub } from './simulated-hub'
import type { SimulatedLaptop } from './simulated-laptop'
import type { Call } from './simulated-network'

/** What the product does not do. Each is done to it from outside, so that nothing of it is in the product. */
export interface PlantedBug {
  readonly words: string
  /** The hub has answered, and the answer is on its way. */
  onAnswer?(call: Call, answer: Answer): void
  /** No answer will come, whether or not the hub acted. */
  onLost?(call: Call): void
  onPushed?(hub: SimulatedHub): Promise<void>
  onRestored?(hub: SimulatedHub, laptops: readonly SimulatedLaptop[]): void
}

const idsOf = ({ body }: Call['request']): string[] =>
  (JSON.parse(body ?? '{}') as { operations: { payload: Record<string, unknown> }[] }).operations.map(({ payload }) => String(payload['operationId'] ?? payload['eventId']))

export const PLANTED_BUGS = {
  'sent-is-safe': {
    words: 'what was sent leaves the outbox, whether or not an answer comes',
    onLost: ({ laptop, request }) => {
      if (!laptop.isOn || request.path !== hubApi.pushOperations.path) return
      for (const id of idsOf(request)) laptop.tamper('kept', "UPDATE operations SET state = 'acknowledged', acknowledged_at = at WHERE operation_id = ?", [id])
    },
  },
  'cursor-first': {
    words: 'the cursor moves when a page comes in, before its rows are there',
    onAnswer: ({ laptop, request }, { status, bytes }) => {
      if (!laptop.isOn || status !== 200 || request.path !== hubApi.changePage.path) return
      const end = EndLineSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8').trimEnd().split('\n').at(-1) ?? ''))
      laptop.tamper('cache', 'UPDATE places SET cursor = ? WHERE is_streaming = 0', [end.next])
    },
  },
  'forgetful-hub': {
    words: 'the hub forgets which operations it has taken',
    onPushed: async (hub) => void (await hub.sql('delete from operations')),
  },
  'same-hub-as-ever': {
    words: 'laptops do not notice that the hub was restored',
    onRestored: (hub, laptops) => {
      for (const laptop of laptops.filter(({ isOn }) => isOn)) {
        laptop.tamper('kept', 'UPDATE devices SET epoch = ?', [hub.epoch])
        laptop.tamper('cache', 'UPDATE places SET epoch = ?, cursor = ?, resume = NULL, is_streaming = 1, generation = generation + 1', [hub.epoch, `${hub.epoch}.0.0`])
      }
    },
  },
} as const satisfies Readonly<Record<string, PlantedBug>>
