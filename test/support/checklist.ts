const asserted = new Set<number>()

/** Notes that a spec has asserted these items of the Electron checklist (threat model). */
export const assertsItems = (...items: number[]): void => items.forEach((item) => asserted.add(item))

/** One line for the closing note. */
export const checklistLine = (): string =>
  `Electron checklist: ${asserted.size} of 20 items asserted in the real app: ${[...asserted].toSorted((a, b) => a - b).join(', ')}\n`
