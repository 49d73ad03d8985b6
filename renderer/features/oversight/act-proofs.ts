import type { Proof, ProvedLook, ShownAct } from '../../../shared/ipc/oversight-contract'

const entriesOf = (act: ShownAct): ProvedLook[] => [...(act.act === 'reveal' ? [act.look, ...act.events] : []), ...(act.led === null ? [] : [act.led])]

/** What was proved of these acts, their events and the look-ups before them, once for each entry: one look-up leads to several acts. */
export const proofsOf = (acts: ReadonlyArray<ShownAct>): Proof[] => [...new Map(acts.flatMap(entriesOf).map(({ entry, proof }) => [`${entry.epoch}.${entry.index}`, proof])).values()]
