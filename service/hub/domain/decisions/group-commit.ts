interface Waiting<Item, Kept> {
  readonly item: Item
  resolve(kept: Kept): void
  reject(error: unknown): void
}

const LARGEST_GROUP = 64

/**
 * One commit for what queued while the last one ran; each answer comes only after it. `write` keeps all of a group or nothing. Of those
 * that share a key (one person's) a group holds one, so that each is judged by what the one before it left. A group that cannot be
 * kept is tried one by one: nobody's trouble is everybody's, and `write` knows what was kept before.
 */
export class GroupCommit<Item, Kept> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Kept[]>
  readonly #keyOf: (item: Item) => string
  #waiting: Waiting<Item, Kept>[] = []
  #isWriting = false

  constructor(write: (items: readonly Item[]) => Promise<readonly Kept[]>, keyOf: (item: Item) => string) {
    this.#write = write
    this.#keyOf = keyOf
  }

  /** Resolves when it is committed. */
  keep(item: Item): Promise<Kept> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      void this.#run()
    })
  }

  async #run(): Promise<void> {
    if (this.#isWriting) return
    this.#isWriting = true
    try {
      while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup())
    } finally {
      this.#isWriting = false
    }
  }

  #takeGroup(): Waiting<Item, Kept>[] {
    const keys = new Set<string>()
    const group: Waiting<Item, Kept>[] = []
    this.#waiting = this.#waiting.filter((one) => {
      const key = this.#keyOf(one.item)
      if (group.length >= LARGEST_GROUP || keys.has(key)) return true
      keys.add(key)
      group.push(one)
      return false
    })
    return group
  }

  async #writeGroup(group: readonly Waiting<Item, Kept>[]): Promise<void> {
    try {
      const kept = await this.#write(group.map(({ item }) => item))
      group.forEach(({ resolve }, i) => resolve(kept[i] as Kept))
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error)
      for (const one of group) await this.#writeGroup([one])
    }
  }
}
