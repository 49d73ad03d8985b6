import type { EventData, EventName } from './events'
import type { Contract } from './contract'
import type { RequestOfEntry, ResponseOfEntry } from './define-contract'
import type { Envelope } from './result'

/** `window.casement`: one function per contract entry, one subscribe function per event. Plain data only. */
export type Bridge = {
  readonly [Group in keyof Contract]: {
    readonly [Name in keyof Contract[Group]]: (request: RequestOfEntry<Contract[Group][Name]>) => Promise<Envelope<ResponseOfEntry<Contract[Group][Name]>>>
  }
} & {
  readonly on: { readonly [Name in EventName]: (listener: (data: EventData<Name>) => void) => () => void }
}
