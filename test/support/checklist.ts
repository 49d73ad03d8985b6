const asserted = new Set<number>()
const configured = new Set<number>()

/** Notes that a spec has asserted these items of the Electron checklist (threat model) in the running app. */
export const assertsItems = (...items: number[]): void => items.forEach((item) => asserted.add(item))
/** Notes an item of which the test can see the configuration only, such as what is flipped when packaging. */
export const assertsConfigured = (...items: number[]): void => items.forEach((item) => configured.add(item))

const listed = (items: Iterable<number>): string => [...items].toSorted((a, b) => a - b).join(', ')

/** One line for the closing note, which claims no more than was looked at. */
export const checklistLine = (): string =>
  `Electron checklist: ${asserted.size} of 20 items asserted in the real app: ${listed(asserted)}; in the configuration only: ${listed(configured) || 'none'}\n`
