import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { OwnListSchema, type OwnList } from '../../../shared/api/contact-lists-api'
import { RevealGrantSchema } from '../../../shared/model/reveal'
import { destroyWhatIsOver } from '../../../main/domain/pack-keeper'
import { SureTime } from '../../../main/domain/sure-time'
import { packKeys } from '../../../main/keys/pack-key'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase, type OpenDatabase } from '../../../main/store/process/open-database'
import { ContactListRepository } from '../../../main/store/repositories/contact-list-repository'
import { RevealRepository } from '../../../main/store/repositories/reveal-repository'
import { VisitPermitRepository } from '../../../main/store/repositories/visit-permit-repository'
import { everyByteOf } from './sealed-bytes'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const START = Date.parse('2026-11-27T08:00:00.000Z')
const key = randomBytes(32)
/** A laptop's clock, set by hand; monotonic time goes on with what passes and not with what is set. */
const clock = { wall: START, passed: 0, now: () => clock.wall, elapsed: () => clock.passed }
const pass = (ms: number): void => { clock.wall += ms; clock.passed += ms }
const instant = (ms: number): string => new Date(ms).toISOString()

let file: string
let kept: OpenDatabase
let permits: VisitPermitRepository
let contactLists: ContactListRepository
let time: SureTime

const openAgain = (): void => {
  kept = openDatabase(file, key, KEPT_MIGRATIONS)
  permits = new VisitPermitRepository(kept)
  contactLists = new ContactListRepository(kept)
  time = new SureTime(clock, permits)
}
beforeEach(() => {
  Object.assign(clock, { wall: START, passed: 0 })
  file = path.join(mkdtempSync(path.join(tmpdir(), 'casement-permits-')), 'kept.db')
  openAgain()
})

const listOf = (requestId: string, until: number, change: Partial<OwnList> = {}): OwnList => OwnListSchema.parse({
  requestId, state: 'approved', requestedAt: instant(START - HOUR_MS), expiresAt: instant(START + 20 * HOUR_MS), decisions: [], workForHours: 48, opensEach: 4,
  outing: { from: instant(START), until: instant(until), windowMinutes: 60 }, purpose: { code: 'home-visit', version: 1, wordingHash: 'a'.repeat(64) }, reason: 'Visit pack', fieldGroups: ['address'], waitingWith: null,
  items: [{ householdId: 'a'.repeat(32), reference: null, persons: ['b'.repeat(32)], opened: 1, standing: 'ready', reason: 'To agree the plan' }],
  approved: { fieldGroups: ['address'], openForMinutes: 15, workUntil: instant(until), decisions: ['c'.repeat(64)] }, ...change,
})

/** A pack with one permit, whose sealed text and key can be told from everything else in the file. */
function packed(until = START + 8 * HOUR_MS) {
  const requestId = randomUUID()
  const sealed = `eyJhbGciOiJFQ0RILUVTIn0..${randomBytes(12).toString('base64url')}.${randomBytes(9_000).toString('base64url')}.${randomBytes(16).toString('base64url')}`
  const own = packKeys.create()
  contactLists.saveAll([...contactLists.list().map(({ list }) => list), listOf(requestId, until)])
  permits.saveKey(requestId, own)
  const grant = RevealGrantSchema.parse({
    v: 1, type: 'reveal-grant', grantId: randomUUID(), requestId: randomUUID(), epoch: '2026epoch1', officerId: 'amara.okafor', deviceId: randomUUID(), householdId: 'a'.repeat(32), persons: ['b'.repeat(32)],
    fieldGroups: ['address'], purpose: { code: 'home-visit', version: 1, wordingHash: 'a'.repeat(64) }, windowKey: 'x'.repeat(43), entryIndex: 4, leafHash: 'd'.repeat(64), issuedAt: instant(START), openBy: instant(until), showFor: 300,
  })
  permits.add({ requestId, part: 'travel', grant, outing: listOf(requestId, until).outing!, sealed, sealedAt: instant(clock.now()) })
  return { requestId, revealId: grant.requestId, sealed, secret: own.d }
}
/** Does any piece of it stand anywhere in the file or its log? A sealed text is longer than a page: pieces of it are looked for. */
const isFound = ({ sealed, secret }: Pick<ReturnType<typeof packed>, 'sealed' | 'secret'>): { sealed: boolean; secret: boolean } => {
  const bytes = everyByteOf(file, key)
  const pieces = Array.from({ length: Math.floor(sealed.length / 64) }, (_, n) => sealed.slice(n * 64, n * 64 + 64))
  return { sealed: pieces.some((piece) => bytes.includes(piece)), secret: bytes.includes(secret) }
}
const look = (): boolean => destroyWhatIsOver({ permits, contactLists, sureTime: time })

describe('what may not lie on a laptop any longer', () => {
  it('is destroyed when the outing is over: no byte of key or sealed details is left in the database or its log', () => {
    const pack = packed()
    expect(isFound(pack)).toEqual({ sealed: true, secret: true })
    look()
    expect(isFound(pack)).toEqual({ sealed: true, secret: true })
    pass(8 * HOUR_MS)
    look()
    expect(permits.find(pack.revealId)).toMatchObject({ sealed: null, displays: 0 })
    expect(permits.findKey(pack.requestId)).toBeNull()
    expect(isFound(pack)).toEqual({ sealed: false, secret: false })
  })

  it('without the emptying of the log, bytes would be left: the scan sees them', () => {
    const pack = packed()
    permits.emptyLog = () => undefined
    pass(8 * HOUR_MS)
    look()
    expect(permits.find(pack.revealId)?.sealed).toBeNull()
    expect(isFound(pack).sealed || isFound(pack).secret).toBe(true)
  })

  it('an hour after its first opening one permit goes, and the others of the pack stay with their key until the last has gone', () => {
    const pack = packed()
    permits.noteOpened(pack.revealId, instant(clock.now()))
    pass(59 * MINUTE_MS)
    look()
    expect(permits.find(pack.revealId)?.sealed).toBe(pack.sealed)
    pass(MINUTE_MS)
    look()
    expect(permits.find(pack.revealId)).toMatchObject({ sealed: null, displays: 1 })
    expect(isFound(pack)).toEqual({ sealed: false, secret: false })
  })

  it.each([['cancelled', { state: 'cancelled' as const, approved: null }], ['declined', { state: 'declined' as const, approved: null }]])('a pack that is %s goes at the next look', (_, change) => {
    const pack = packed()
    contactLists.saveAll([listOf(pack.requestId, START + 8 * HOUR_MS, change)])
    look()
    expect(isFound(pack)).toEqual({ sealed: false, secret: false })
  })

  it('so does one that the hub no longer knows; another pack is left as it is', () => {
    const [gone, other] = [packed(), packed()]
    contactLists.saveAll([listOf(other.requestId, START + 8 * HOUR_MS)])
    look()
    expect(isFound(gone)).toEqual({ sealed: false, secret: false })
    expect(isFound(other)).toEqual({ sealed: true, secret: true })
  })

  it('what expired while the laptop was locked or off is gone before anything can ask for it', () => {
    const pack = packed()
    kept.close()
    clock.wall += 9 * HOUR_MS
    openAgain()
    look()
    expect(isFound(pack)).toEqual({ sealed: false, secret: false })
  })

  it('what lies sealed has not ended; destroyed, it counts among what was granted and not shown', () => {
    const pack = packed()
    const reveals = new RevealRepository(kept)
    kept.run(
      "INSERT INTO reveals (request_id, at, epoch, signed, openings, household_id, reference, people, purpose_title, reason, field_groups, outcome, grant_id) VALUES (?, ?, '2026epoch1', '{}', '{}', 'x', 'x', 1, 'Home visit', 'x', '[]', 'not-shown', ?)",
      [pack.revealId, instant(START), randomUUID()],
    )
    expect(reveals.withoutEnd()).toEqual([])
    permits.destroyPack(pack.requestId)
    expect(reveals.withoutEnd().map(({ requestId }) => requestId)).toEqual([pack.revealId])
  })
})

describe('the time that packs go by', () => {
  it('goes on by monotonic time when the wall clock is set back, and opens nothing then; five minutes are forgiven', () => {
    pass(HOUR_MS)
    clock.wall -= 5 * MINUTE_MS
    expect([time.now(), time.isInDoubt()]).toEqual([START + HOUR_MS, false])
    clock.wall -= 1
    expect(() => time.requireTrusted()).toThrow(expect.objectContaining({ code: 'PACK_CLOCK' }))
  })

  it('cannot be taken back by a restart, and a wrong clock is not kept', () => {
    pass(2 * HOUR_MS)
    time.keep()
    kept.close()
    Object.assign(clock, { wall: START, passed: 0 })
    openAgain()
    expect([time.now(), time.isInDoubt()]).toEqual([START + 2 * HOUR_MS, true])
    time.keep()
    expect(permits.findSureTime()).toBe(START + 2 * HOUR_MS)
  })

  it('is replaced by the hub’s when that is heard: a clock that once ran ahead does not shut packs for ever', () => {
    kept.close()
    clock.wall += 30 * HOUR_MS
    openAgain()
    time.keep()
    kept.close()
    clock.wall -= 30 * HOUR_MS
    openAgain()
    expect(time.isInDoubt()).toBe(true)
    time.hear(instant(START + MINUTE_MS))
    expect([time.isInDoubt(), time.now()]).toEqual([false, START + MINUTE_MS])
  })

  it('does not go by a wall clock that is set ahead while the app runs: nothing opens then, nothing is destroyed, and it goes on when that is right again', () => {
    const pack = packed()
    time.keep()
    clock.wall += 20 * HOUR_MS
    expect([time.now(), time.isInDoubt()]).toEqual([START, true])
    look()
    time.keep()
    expect([permits.find(pack.revealId)?.sealed, permits.findSureTime()]).toEqual([pack.sealed, START])
    clock.wall -= 20 * HOUR_MS
    pass(HOUR_MS)
    expect([time.now(), time.isInDoubt()]).toEqual([START + HOUR_MS, false])
  })

  it('goes on by the hub’s time though the wall clock stays wrong, or is set right later', () => {
    clock.wall += 20 * HOUR_MS
    time.hear(instant(START))
    pass(HOUR_MS)
    expect([time.now(), time.isInDoubt()]).toEqual([START + HOUR_MS, false])
    clock.wall -= 20 * HOUR_MS
    expect([time.now(), time.isInDoubt()]).toEqual([START + HOUR_MS, false])
    clock.wall += 40 * HOUR_MS
    expect(time.isInDoubt()).toBe(true)
  })

  it('over 2,000 random traces of clocks set forwards and back, nothing can be opened five minutes after its outing in true time', () => {
    let seed = 20261127
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      return seed % below
    }
    const memory = { at: null as number | null, findSureTime: () => memory.at, saveSureTime: (at: number) => { memory.at = at } }
    for (let trace = 0; trace < 2_000; trace += 1) {
      Object.assign(clock, { wall: START, passed: 0 })
      memory.at = null
      let truth = START
      let sure = new SureTime(clock, memory)
      const until = START + random(8) * HOUR_MS
      for (let step = 0; step < 20; step += 1) {
        const ms = random(90) * MINUTE_MS
        truth += ms
        pass(ms)
        if (random(3) === 0) clock.wall += (random(97) - 48) * HOUR_MS
        if (random(4) === 0) sure.keep()
        const canOpen = !sure.isInDoubt() && sure.now() < until
        if (canOpen) expect(truth, `trace ${trace}, step ${step}`).toBeLessThan(until + 5 * MINUTE_MS)
      }
      sure = new SureTime(clock, memory)
      expect(sure.now()).toBeGreaterThanOrEqual(clock.now())
    }
  })
})
