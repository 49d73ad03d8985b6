import type { Proof, ShownAct } from '../../../shared/ipc/oversight-contract'

/** What was proved of an act, its events and the look-up before it. */
export const proofsOf = (act: ShownAct): Proof[] => [
  ...(act.act === 'reveal' ? [act.look.proof, ...act.events.map(({ proof }) => proof)] : []), ...(act.led === null ? [] : [act.led.proof]),
]
