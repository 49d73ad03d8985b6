import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CACHE_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { HouseholdRepository } from '../../../main/store/repositories/household-repository'
import { PlaceRepository, type Place } from '../../../main/store/repositories/place-repository'
import { pullChanges } from '../../../main/sync/pull-changes'
import { isCasementError } from '../../../shared/errors/casement-error'
import { closePage, upsertLine, type StoredDocument } from '../../../service/hub/domain/feed-lines'
import { sha256Hex } from '../../../service/hub/domain/sha256-hex'
import { createRandom } from '../../../service/demo/synthetic/random'
import { makeHousehold } from '../../unit/renderer/support/household-factory'
import { ENCODINGS, FRAMINGS, HostileHub, pack, unpackLeniently, type Answer } from './hostile-hub'

/** Of each of the twelve ways in which a body travels; twice as many bits are flipped. A tenth in a normal run. */
const CUTS = Number(process.env['CASEMENT_CUTS'] ?? 50)
const SEED = Number(process.env['CASEMENT_SEED'] ?? 1)
const EPOCH = 'epoch1234'
const PLACE: Place = { epoch: EPOCH, cursor: `${EPOCH}.700.5`, resume: null, isStreaming: false, generation: 1, done: 0, total: 0, syncedAt: null }
const STREAMING: Place = { ...PLACE, isStreaming: true }

const sql = openDatabase(path.join(mkdtempSync(path.join(tmpdir(), 'casement-hostile-')), 'cache.db'), randomBytes(32), CACHE_MIGRATIONS)
const [households, places] = [new HouseholdRepository(sql), new PlaceRepository(sql)]
const random = createRandom(SEED, 'hostile-answers')
let hub: HostileHub
let applied = 0
beforeAll(async () => { hub = await HostileHub.start() })
afterAll(() => {
  hub.stop()
  sql.close()
})
beforeEach(() => reset())

function reset(place: Place = PLACE): void {
  sql.run('DELETE FROM households')
  places.save(place)
  applied = 0
}
const stored = (record: unknown): StoredDocument => ({ document: JSON.stringify(record), content_hash: sha256Hex(JSON.stringify(record)) })
/** Without the newline after it, which nothing depends on. */
const pageOf = (after: string | null, next: string | null): Buffer => closePage(Array.from({ length: 12 }, (_, n) => upsertLine(stored(makeHousehold(n, '2026-11-26')))), { after, next, more: false }).held.subarray(0, -1)
const page = pageOf(PLACE.cursor, `${EPOCH}.900.1`)

/** What the sync says of an answer: null when it took it. */
async function pull(answer: Answer): Promise<string | null> {
  hub.answer = answer
  try {
    await pullChanges({ hub: hub.client, cache: sql, households, places, now: () => '2026-11-26T10:00:00.000Z', onPage: () => { applied += 1 } })
    return null
  } catch (error) {
    if (!isCasementError(error)) throw error
    return error.code
  }
}
const isUntouched = (place: Place = PLACE): boolean => Number(sql.get('SELECT count(*) AS rows FROM households')?.['rows']) === 0 && applied === 0 && JSON.stringify(places.find()) === JSON.stringify(place)
const whole = { encoding: 'identity', framing: 'length', cutAfter: null } as const

describe('a hostile answer to the feed', () => {
  it('the harness gives a good page in each of twelve ways, and it is taken', async () => {
    for (const encoding of ENCODINGS) {
      for (const framing of FRAMINGS) {
        reset()
        expect(await pull({ bytes: pack(page, encoding), encoding, framing, cutAfter: null })).toBeNull()
        expect([applied, places.find()?.cursor]).toEqual([1, `${EPOCH}.900.1`])
      }
    }
  })

  it(`cut at ${CUTS} points in each of twelve ways: no row is applied and the cursor stays`, async () => {
    let [touched, swallowed] = [0, 0]
    const codes = new Set<string | null>()
    for (const encoding of ENCODINGS) {
      const bytes = pack(page, encoding)
      for (const framing of FRAMINGS) {
        for (let n = 0; n < CUTS; n += 1) {
          const cutAfter = random.whole(0, bytes.length - 1)
          const rest = unpackLeniently(bytes.subarray(0, cutAfter), encoding)
          // The last bytes of gzip are a checksum: what was cut off there took nothing from the page.
          if (rest.equals(page)) continue
          codes.add(await pull({ bytes, encoding, framing, cutAfter }))
          if (!isUntouched()) touched += 1
          if (framing === 'close' && rest.includes('\n')) swallowed += 1
        }
      }
    }
    process.stdout.write(`hostile answers: ${CUTS} cuts in each of twelve ways (seed ${SEED}): ${touched} touched the cache; ${swallowed} were an answer without an error to the client\n`)
    expect(touched).toBe(0)
    expect(codes.has(null)).toBe(false)
    // The trap is there: without the end record these would have been applied in part.
    expect(swallowed).toBeGreaterThan(0)
  })

  it(`with one of its bits another, ${CUTS * 2} times, the end record's own among them`, async () => {
    const endAt = page.lastIndexOf('\n') + 1
    let touched = 0
    for (let n = 0; n < CUTS * 2; n += 1) {
      const bytes = Buffer.from(page)
      const at = n % 2 === 0 ? random.whole(endAt, page.length - 1) : random.whole(0, page.length - 1)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7))
      if ((await pull({ ...whole, bytes })) === null || !isUntouched()) touched += 1
    }
    expect(touched).toBe(0)
  })

  it.each([
    ['a page that answered another place', pageOf(`${EPOCH}.600.1`, `${EPOCH}.900.1`)],
    ['a cursor behind the one that was sent', pageOf(PLACE.cursor, `${EPOCH}.700.4`)],
    ['a cursor of another epoch', pageOf(PLACE.cursor, 'epoch9999.900.1')],
    ['no cursor at all', pageOf(PLACE.cursor, null)],
    ['a cursor that is none', pageOf(PLACE.cursor, 'second-page')],
  ])('%s is rubbish', async (_, bytes) => {
    expect(await pull({ ...whole, bytes })).toBe('HUB_RUBBISH')
    expect(isUntouched()).toBe(true)
  })

  it('in the middle of a first sync a page that was given before is not taken for the next', async () => {
    const place = { ...STREAMING, resume: `3.${'a'.repeat(32)}` }
    reset(place)
    expect(await pull({ ...whole, bytes: pageOf(null, `4.${'b'.repeat(32)}`) })).toBe('HUB_RUBBISH')
    expect(isUntouched(place)).toBe(true)
  })
})
