import { toStoreError } from '../../main/store/store-errors'
import type { OpenDatabase } from '../../main/store/process/open-database'
import { RecoverySpool, type Appended, type SpoolItem } from '../../main/store/recovery-spool'

/** What a laptop that was killed never gets to see; it is no error of the store, so nothing may treat it as one. */
export class Killed extends Error {}

const noRoom = (): Error => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })

/** The disk under both databases and the spool of one laptop: real files, whose writes are counted, refused or never returned from. */
export class SimulatedDisk {
  /** Writes that still find room; null: no limit. */
  room: number | null = null
  /** Writes until the laptop is killed, in the middle of whatever it does; null: it is not. */
  fuse: number | null = null
  #isDead = false

  constructor(private readonly onKilled: () => void) {}

  get isDead(): boolean {
    return this.#isDead
  }

  kill(): void {
    this.#isDead = true
    this.onKilled()
  }

  /** Called by everything that is about to be written. */
  write(): void {
    this.alive()
    if (this.fuse !== null && (this.fuse -= 1) < 0) {
      this.kill()
      throw new Killed()
    }
    if (this.room === null) return
    if (this.room <= 0) throw noRoom()
    this.room -= 1
  }

  alive(): void {
    if (this.#isDead) throw new Killed()
  }

  under(database: OpenDatabase): OpenDatabase {
    return {
      run: (text, values) => this.#kept(() => (this.write(), database.run(text, values))),
      get: (text, values) => (this.alive(), database.get(text, values)),
      all: (text, values) => (this.alive(), database.all(text, values)),
      transaction: (work) => {
        this.alive()
        return database.transaction(() => {
          const result = work()
          this.#kept(() => this.write()) // the commit
          return result
        })
      },
      close: () => database.close(),
    }
  }

  #kept<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw error instanceof Killed ? error : toStoreError(error)
    }
  }
}

/** The real spool on a simulated disk. */
export class SimulatedSpool extends RecoverySpool {
  constructor(folder: string, private readonly disk: SimulatedDisk) {
    super(folder)
  }

  /** A laptop that was killed takes nothing back and notes nothing. */
  override append(officerId: string, items: ReadonlyArray<SpoolItem>): Appended {
    const { keep, undo } = this.#write(() => super.append(officerId, items))
    const ifAlive = (work: () => void) => (): void => (this.disk.isDead ? undefined : work())
    return { keep: ifAlive(keep), undo: ifAlive(undo) }
  }

  override clearCurrent(officerId: string, isPutAway: (id: string) => boolean): void {
    this.#write(() => super.clearCurrent(officerId, isPutAway))
  }

  #write<T>(work: () => T): T {
    try {
      this.disk.write()
    } catch (error) {
      throw error instanceof Killed ? error : toStoreError(error)
    }
    return work()
  }
}
