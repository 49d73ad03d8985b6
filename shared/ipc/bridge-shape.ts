import { contract } from './contract'
import { events } from './events'

/** What the preload has to know of the contract: the channel of each call, by group and name, and the names of the events. */
export interface BridgeShape {
  readonly calls: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly events: ReadonlyArray<string>
}

/** Without the schemas: they are checked on both sides of the bridge, and would be most of the preload. */
export const bridgeShape: BridgeShape = {
  calls: Object.fromEntries(
    Object.entries(contract).map(([group, entries]) => [group, Object.fromEntries(Object.entries(entries).map(([name, { channel }]) => [name, channel]))]),
  ),
  events: Object.keys(events),
}
