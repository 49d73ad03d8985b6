import { appendFileSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { RecoverySpool, type SpoolItem } from '../../../main/store/recovery-spool'
import { sendRecoveries } from '../../../main/sync/send-recoveries'

const item = (n: number, target: 'hub' | 'vault' = 'hub'): SpoolItem => ({
  id: `0190a0a0-1111-7111-8111-${String(n).padStart(12, '0')}`,
  target,
  sealed: `a.b.c.d.e${n}`,
})
const folder = (): string => mkdtempSync(path.join(tmpdir(), 'casement-spool-'))
const ME = 'amara.okafor'

describe('the recovery spool', () => {
  it('reads whole lines only, and a line torn by a crash swallows nothing after it', () => {
    const dir = folder()
    const spool = new RecoverySpool(dir)
    spool.append(ME, [item(1)])
    const [file = ''] = readdirSync(path.join(dir, 'spool'))
    appendFileSync(path.join(dir, 'spool', file), '{"id":"0190a0a0-1111-71')
    spool.append(ME, [item(2), item(3)])
    spool.beginRecovery(ME, 'x')
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(1), item(2), item(3)])
  })

  it('keeps officers apart, and file names tell nobody whose they are', () => {
    const dir = folder()
    const spool = new RecoverySpool(dir)
    spool.append(ME, [item(1)])
    spool.append('tom.brennan', [item(2)])
    for (const officer of [ME, 'tom.brennan']) spool.beginRecovery(officer, 'x')
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(1)])
    expect(readdirSync(path.join(dir, 'spool')).join()).not.toMatch(/amara|okafor|tom|brennan/)
  })

  it('lets go of an item only when it was answered applied or duplicate', async () => {
    const spool = new RecoverySpool(folder())
    spool.append(ME, [item(1), item(2), item(3, 'vault'), item(4)])
    spool.beginRecovery(ME, 'x')
    const answers = { hub: ['applied', 'refused', 'duplicate'] as const, vault: ['refused'] as const }
    const client = (target: 'hub' | 'vault') => ({
      recoverOperations: () =>
        Promise.resolve({ results: answers[target].map((status, n) => ({ id: item(90 + n).id, status, code: null })) }),
    })
    expect(await sendRecoveries({ spool, officerId: ME, hub: client('hub'), vault: client('vault') })).toBe(2)
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(2), item(3, 'vault')])
    expect(spool.count(ME, false)).toBe(2)
  })
})
