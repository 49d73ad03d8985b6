/** Something that must never be: the words say what, and the run that found it ends. */
export class SimulationFailure extends Error {}

export function expectThat(isSo: boolean, words: () => string): asserts isSo {
  if (!isSo) throw new SimulationFailure(words())
}
