/** One piece of work at a time for each key, in the order in which they came: what is counted stays true until what follows from it is entered. */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(key) ?? Promise.resolve()).then(work)
    const settled = mine.catch(() => undefined).then(() => {
      if (this.#last.get(key) === settled) this.#last.delete(key)
    })
    this.#last.set(key, settled)
    return mine
  }
}
