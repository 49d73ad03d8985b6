/** Where a row of a source has somebody, and since which of its extracts. */
export interface Placement {
  readonly householdId: string
  readonly placedOn: string
}

/** What every row of the present says of where its person lives. */
export class Placements {
  readonly #byPerson = new Map<string, Map<string, Placement>>()

  set(personId: string, slotHash: string, placement: Placement): void {
    const rows = this.#byPerson.get(personId) ?? new Map<string, Placement>()
    this.#byPerson.set(personId, rows.set(slotHash, placement))
  }

  remove(personId: string, slotHash: string): void {
    this.#byPerson.get(personId)?.delete(slotHash)
  }

  /**
   * Where somebody lives of whom sources disagree: where the one has them that said something new last, however often the others repeat themselves. Of the
   * same day: where they are, else where `saidNow`, else one of them, always the same.
   */
  homeOf(personId: string, present: string, saidNow: string): string {
    const rows = [...(this.#byPerson.get(personId)?.values() ?? [])]
    const newest = rows.reduce((latest, { placedOn }) => (placedOn > latest ? placedOn : latest), '')
    const homes = rows.flatMap(({ householdId, placedOn }) => (placedOn === newest ? [householdId] : []))
    return [present, saidNow].find((home) => homes.includes(home)) ?? homes.toSorted()[0] ?? saidNow
  }
}
