import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Kept {
  readonly payload: AdapterPayload
  /** Milliseconds since 1970; null: as long as the file. */
  readonly expiresAt: number | null
}

/** What must outlive a restart, so that a laptop signed in yesterday still is. Sessions, codes and interactions need not. */
const LASTING: ReadonlySet<string> = new Set(['RefreshToken', 'Grant'])

/**
 * The demonstration provider's memory: a map, of which refresh tokens and grants are also kept in `file` (mode 600).
 * Answers the constructor that oidc-provider calls once per kind of thing it stores.
 */
export function createProviderAdapter(file: string, clock: { now(): number }): new (kind: string) => Adapter {
  const entries = new Map<string, Kept>(existsSync(file) ? readEntries(file) : [])

  const save = (): void => {
    const lasting = [...entries].filter(([key]) => LASTING.has(key.split(':', 1)[0] ?? '') && isLive(key))
    writeFileSync(`${file}.new`, JSON.stringify(lasting), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const isLive = (key: string): boolean => {
    const expiresAt = entries.get(key)?.expiresAt
    return expiresAt === null || (expiresAt !== undefined && expiresAt > clock.now())
  }

  return class ProviderAdapter implements Adapter {
    readonly #kind: string
    constructor(kind: string) {
      this.#kind = kind
    }
    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
      this.#put(id, { payload, expiresAt: expiresIn ? clock.now() + expiresIn * 1_000 : null })
    }
    async find(id: string): Promise<AdapterPayload | undefined> {
      const key = `${this.#kind}:${id}`
      if (!isLive(key)) entries.delete(key)
      return entries.get(key)?.payload
    }
    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return this.#findBy((payload) => payload.uid === uid)
    }
    async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return this.#findBy((payload) => payload.userCode === userCode)
    }
    async consume(id: string): Promise<void> {
      const kept = entries.get(`${this.#kind}:${id}`)
      if (kept) this.#put(id, { ...kept, payload: { ...kept.payload, consumed: Math.floor(clock.now() / 1_000) } })
    }
    async destroy(id: string): Promise<void> {
      entries.delete(`${this.#kind}:${id}`)
      if (LASTING.has(this.#kind)) save()
    }
    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
      save()
    }
    #put(id: string, kept: Kept): void {
      entries.set(`${this.#kind}:${id}`, kept)
      if (LASTING.has(this.#kind)) save()
    }
    #findBy(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(`${this.#kind}:`) && isLive(key) && matches(payload)) return payload
      }
      return undefined
    }
  }
}

function readEntries(file: string): [string, Kept][] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as [string, Kept][]
  } catch {
    return [] // a damaged file means signing in once more, nothing worse
  }
}
