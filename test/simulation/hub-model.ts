import { PushModel, type ModelOfficer, type Payload, type Sent, type Verdict } from '../integration/hub/push-model'

type Entry = Readonly<{ sent: Sent; latest: string }> | Readonly<{ moved: string; team: string }>
const idOf = (payload: Payload): string => String(payload['operationId'] ?? payload['eventId'])

/** What the hub should hold, from what reached it in the order it came: a fold over a log, so that a restore is a shorter log. */
export class HubModel {
  #log: Entry[] = []
  #officers: ModelOfficer[] = []
  #households = new Map<string, PushModel>()
  #events: PushModel
  /** Codes with which each was refused, ever: what was sent once may arrive twice, and the second time in another world. */
  readonly refusals = new Map<string, Set<string | null>>()

  constructor(private readonly start: Readonly<{ officers: readonly ModelOfficer[]; households: ReadonlyMap<string, string> }>) {
    this.#events = this.#begin()
  }

  get households(): readonly PushModel[] {
    return [...this.#households.values()]
  }

  officer(officerId: string): ModelOfficer {
    const found = this.#officers.find((officer) => officer.officerId === officerId)
    if (found === undefined) throw new Error('nobody of the model')
    return found
  }

  /** Everything that took effect. */
  applications(): string[] {
    return [...this.#events.applications, ...this.households.flatMap(({ applications }) => applications)]
  }

  /** @param latest instant after which nothing can have been written */
  send(officerId: string, payload: Payload, latest: string): Verdict {
    const entry = { sent: { by: this.officer(officerId), payload, isForged: false }, latest }
    this.#log.push(entry)
    const verdict = this.#apply(entry)
    if (verdict.status === 'refused') this.refusals.set(idOf(payload), (this.refusals.get(idOf(payload)) ?? new Set()).add(verdict.code))
    return verdict
  }

  move(officerId: string, team: string): void {
    const entry = { moved: officerId, team }
    this.#log.push(entry)
    this.#move(entry)
  }

  mark(): number {
    return this.#log.length
  }

  /** As it was at this mark. */
  restore(mark: number): void {
    this.#log = this.#log.slice(0, mark)
    this.#events = this.#begin()
    for (const entry of this.#log) if ('sent' in entry) this.#apply(entry)
    else this.#move(entry)
  }

  #begin(): PushModel {
    this.#officers = this.start.officers.map((officer) => ({ ...officer }))
    this.#households = new Map([...this.start.households].map(([id, team]) => [id, new PushModel(id, this.#officers, team, '')]))
    return new PushModel('', this.#officers, '', '')
  }

  #apply({ sent, latest }: Extract<Entry, { sent: Sent }>): Verdict {
    const model = this.#households.get(String(sent.payload['householdId'])) ?? this.#events
    model.latest = latest
    return model.send(sent)
  }

  #move({ moved, team }: Extract<Entry, { moved: string }>): void {
    const place = this.#officers.findIndex(({ officerId }) => officerId === moved)
    this.#officers[place] = { ...this.officer(moved), team }
  }
}
