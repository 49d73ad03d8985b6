import { rmSync, statSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { openDatabase } from './main/store/process/open-database'
import { CACHE_MIGRATIONS } from './main/store/migrations/index'
import { HouseholdRepository } from './main/store/repositories/household-repository'
import { assembleHousehold } from './service/hub/domain/assemble-household'
import { NO_FILTERS } from './shared/ipc/household-contract'
import { CodedFactsSchema } from "./shared/model/coded-facts"
import { NO_SAFETY } from './shared/model/safety'
import { makeFacts } from './test/integration/hub/test-facts'
import { PERSONAS } from './service/demo/personas'
const N = Number(process.argv[2])
const file = `/tmp/win-cache-${N}.db`
const key = new Uint8Array(32).fill(7)
const fresh = process.argv[3] !== 'keep'
if (fresh) for (const s of ['', '-wal', '-shm']) rmSync(file + s, { force: true })
let db = openDatabase(file, key, CACHE_MIGRATIONS)
let repo = new HouseholdRepository(db)
if (fresh) {
  const t = performance.now()
  for (let at = 0; at < N; at += 500) db.transaction(() => { for (let i = at; i < Math.min(N, at + 500); i++) {
    const f = makeFacts({ allocatedTeam: i % 3 ? 'income-and-debt' : 'housing-options' } as any)
    const from = { source: f.source, asAt: '2026-11-20' }
    ;(f as any).debts = Array.from({ length: 1 + i % 4 }, (_, j) => ({ recordId: f.recordId, kind: 'council-tax-arrears', domain: 'revenues-and-benefits', balancePence: (i * 7919 + j * 977) % 400000, stage: 'summons', ...from }))
    ;(f as any).chronology = Array.from({ length: 12 }, (_, j) => ({ on: `2026-0${1 + j % 9}-1${j % 9}`, event: 'reminder-sent', domain: 'revenues-and-benefits', amountPence: j * 100 + i, ...from }))
    ;(f as any).lastContactOn = `2026-${String(1 + i % 11).padStart(2, '0')}-${String(1 + i % 28).padStart(2, '0')}`
    repo.put(assembleHousehold({ facts: [CodedFactsSchema.parse(f)], contacts: [], actions: [], allocation: null, place: null, referral: null, safety: NO_SAFETY, wardContextOf: () => null, previous: null, today: '2026-11-27' } as any), 1)
  } })
  console.log('put', N, Math.round(performance.now() - t), 'ms', Math.round(statSync(file).size / 1e6), 'MB')
  db.close(); db = openDatabase(file, key, CACHE_MIGRATIONS); repo = new HouseholdRepository(db)
}
if (process.env.CACHE) db.all(`PRAGMA cache_size = -${process.env.CACHE}`)
console.log(db.all("select count(*) n, band from households group by band"))
const me = PERSONAS.officer as any
const refs = db.all('select reference from households limit 1000').map((r) => String(r.reference))
const p = (a: number[], q: number) => a.toSorted((x, y) => x - y)[Math.min(a.length - 1, Math.floor(a.length * q))]!.toFixed(1)
const time = (what: string, f: (i: number) => unknown, n = 20) => { const a: number[] = []; for (let i = 0; i < n; i++) { const t = performance.now(); f(i); a.push(performance.now() - t) } console.log(what.padEnd(40), 'first', a[0]!.toFixed(1), 'p50', p(a, .5), 'p95', p(a, .95)) }
const q = (filters: object, i: number, more = {}) => repo.page({ view: 'all', filters: { ...NO_FILTERS, ...filters }, sort: 'urgency', after: null, limit: 200, today: '2026-11-27', me, overlaid: [], ...more } as any)
time('no filters', (i) => q({}, i))
time('no filters, team', (i) => q({}, i, { view: 'team' }))
time('ref 1', (i) => q({ reference: refs[i]!.slice(0, 1) }, i))
time('ref 2 + debt + contact', (i) => q({ reference: refs[i]!.slice(0, 2), debtAtLeastPence: 100000, noContactForDays: 30 }, i))
time('ref 3', (i) => q({ reference: refs[i]!.slice(0, 3) }, i))
time('band+debt', (i) => q({ band: ['high'], debtAtLeastPence: 100000 + i }, i))
time('factor', (i) => q({ factor: ['council-tax-arrears'] as any, debtAtLeastPence: 1000 * i }, i))
time('wards', () => repo.wards(), 5)
for (const v of ['mine', 'team', 'due-today', 'at-risk', 'all'] as const) time('count ' + v, () => repo.countView(v, { me, today: '2026-11-27', overlaid: [] }), 5)
time('count()', () => repo.count(), 3)
time('conflicts', () => repo.idsWithConflicts(), 3)
const ids = db.all('select household_id from households limit 20').map((r) => String(r.household_id))
time('find', (i) => repo.find(ids[i % ids.length]!))
