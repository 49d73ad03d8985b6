import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleLines } from '../../../service/ledger/export-bundle'
import { writeSafely } from '../../../service/ledger/write-safely'
import { HARMLESS, MISCHIEF, seeded, type Kind } from './mischief'
import { TamperedLedger } from './tampered-ledger'

// A normal run is a small one. In full:
//   CASEMENT_TAMPER_ENTRIES=10000 CASEMENT_TAMPER_EDITS=10000 CASEMENT_TAMPER_CLEAN=1000 npm run test:integration -- test/integration/ledger/tamper.test.ts
const count = (name: string, normal: number): number => Number(process.env[`CASEMENT_TAMPER_${name}`] ?? normal)
const ENTRIES = count('ENTRIES', 500)
const EDITS = count('EDITS', 180)
const CLEAN = count('CLEAN', 20)
const SEED = count('SEED', 1)
const AS_LONG_AS_IT_TAKES = 6 * 3_600_000

let ledger: TamperedLedger
const folder = mkdtempSync(path.join(tmpdir(), 'casement-tamper-'))
beforeAll(async () => {
  ledger = await TamperedLedger.create(ENTRIES)
}, AS_LONG_AS_IT_TAKES)
afterAll(async () => {
  await ledger.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The checkpoint that somebody outside kept last. */
const newest = () => ledger.kept.at(-1) ?? null
const kindOf = (kinds: Readonly<Record<string, Kind>>, n: number): [string, Kind] => {
  const all = Object.entries(kinds)
  return all[n % all.length] as [string, Kind]
}

test(`${EDITS} things that a superuser can do to a ledger of ${ENTRIES} entries: each is reported`, async () => {
  const below = seeded(SEED)
  const missed: string[] = []
  const reported = new Map<string, number>()
  for (let n = 0; n < EDITS; n += 1) {
    const [name, kind] = kindOf(MISCHIEF, n)
    const difference = await ledger.tryOut(kind(ledger, below), newest())
    if (difference === null) missed.push(`${n}: ${name}`)
    else reported.set(name, (reported.get(name) ?? 0) + 1)
  }
  console.log(`tampering: ${[...reported.values()].reduce((a, b) => a + b, 0)} of ${EDITS} reported (seed ${SEED}, ${ENTRIES} entries)\n${[...reported].map(([name, times]) => `  ${String(times).padStart(6)}  ${name}`).join('\n')}`)
  expect(missed).toEqual([])
}, AS_LONG_AS_IT_TAKES)

test(`${CLEAN} checks of a ledger that nobody changed, or of which only words were erased: no false alarm`, async () => {
  const below = seeded(SEED + 1)
  const alarms: string[] = []
  for (let n = 0; n < CLEAN; n += 1) {
    const [name, kind] = kindOf(HARMLESS, n)
    const difference = await ledger.tryOut(kind(ledger, below), ledger.kept[below(ledger.kept.length)] ?? null)
    if (difference !== null) alarms.push(`${name}: ${difference}`)
  }
  console.log(`clean: ${alarms.length} false alarms in ${CLEAN} runs`)
  expect(alarms).toEqual([])
}, AS_LONG_AS_IT_TAKES)

test('without a checkpoint that somebody outside kept, a ledger taken back to an earlier state looks sound: that is what keeping one is for', async () => {
  const { 'the end cut off, with its checkpoints: an earlier state': takeBack } = MISCHIEF
  expect(await ledger.tryOut(takeBack!(ledger, seeded(SEED)), null)).toBeNull()
  expect(await ledger.tryOut(takeBack!(ledger, seeded(SEED)), newest())).toMatch(/missing; the earlier checkpoint was signed for/)
})

test('by way of a file and the verifier in plain Node it is the same', async () => {
  const last = path.join(folder, 'last')
  const { rows } = await ledger.client.query<{ note: string }>('select note from ledger_checkpoints where epoch = $1 order by size desc limit 1', [ledger.epoch])
  writeFileSync(last, rows[0]?.note ?? '')
  const below = seeded(SEED + 2)
  const program = path.resolve(import.meta.dirname, '../../../service/ledger/verify.mjs')
  for (const [kinds, code] of [[MISCHIEF, 1], [HARMLESS, 0]] as const) {
    for (const [name, kind] of Object.entries(kinds).filter((_, n) => n % 4 === 0)) {
      const bundle = path.join(folder, 'bundle')
      await ledger.client.query('begin; set local session_replication_role = replica')
      await kind(ledger, below)(ledger.client)
      await writeSafely(bundle, bundleLines(ledger.client, { epoch: ledger.epoch, withOpenings: true, upTo: null, keys: [], exportedAt: new Date().toISOString() }), true)
      await ledger.client.query('rollback')
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, bundle, '--key', ledger.key, '--checkpoint', last], { encoding: 'utf8', env: {} })
      expect([name, status, (code === 0 ? stdout : stderr).split('\n').length]).toEqual([name, code, 2])
    }
  }
}, AS_LONG_AS_IT_TAKES)
