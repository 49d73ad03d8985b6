import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CasementError } from '../../../shared/errors/casement-error'
import { RecoverySpool, type SpoolItem } from '../../../main/store/recovery-spool'
import { sendRecoveries } from '../../../main/sync/send-recoveries'

const item = (n: number, target: 'hub' | 'vault' = 'hub'): SpoolItem => ({
  id: `0190a0a0-1111-7111-8111-${String(n).padStart(12, '0')}`,
  target,
  sealed: `a.b.c.d.e${n}`,
})
const folder = (): string => mkdtempSync(path.join(tmpdir(), 'casement-spool-'))
const ME = 'amara.okafor'

const NONE = (): boolean => false

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

  it('says that the disk is full when it cannot begin again, and still has what it had', () => {
    const dir = folder()
    const spool = new RecoverySpool(dir)
    spool.append(ME, [item(1)])
    const [file = ''] = readdirSync(path.join(dir, 'spool'))
    symlinkSync('/dev/full', path.join(dir, 'spool', `${file}.new`)) // a device without room, which every Linux has
    expect(() => spool.clearCurrent(ME, NONE)).toThrow(new CasementError('STORE_DISK_FULL'))
    spool.beginRecovery(ME, 'x')
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(1)])
  })

  it('what was taken back is gone to the byte, and what the database never had is not recovered from it', () => {
    const dir = folder()
    const spool = new RecoverySpool(dir)
    spool.append(ME, [item(1)]).keep()
    spool.append(ME, [item(2)]).undo()
    spool.append(ME, [item(3), item(4)]).keep()
    spool.append(ME, [item(5)]) // the process ended before its commit
    expect(spool.recoverUnknown(ME, (id) => id === item(1).id)).toBe(2)
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(3), item(4)])
    expect(spool.recoverUnknown(ME, () => true)).toBe(0)
    // A forgotten passphrase is another matter: nobody can tell what the database had, and nothing of it may be lost.
    spool.beginRecovery(ME, 'x')
    expect(spool.recoveries(ME).flatMap(({ items }) => items.map(({ id }) => id)).toSorted()).toEqual([1, 3, 3, 4, 4, 5].map((n) => item(n).id))
  })

  it('recovers what was written while the clock stood before the newest operation that the database knows', () => {
    const spool = new RecoverySpool(folder())
    spool.append(ME, [item(5)]).keep()
    spool.append(ME, [item(2)]).keep()
    expect(spool.recoverUnknown(ME, (id) => id === item(5).id)).toBe(1)
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(2)])
  })

  it('of a file from before batches were noted, everything is recovered', () => {
    const dir = folder()
    const spool = new RecoverySpool(dir)
    spool.append(ME, [item(1), item(2)])
    const [file = ''] = readdirSync(path.join(dir, 'spool'))
    const full = path.join(dir, 'spool', file)
    writeFileSync(full, readFileSync(full, 'utf8').replace('"v":2', '"v":1'))
    expect(spool.recoverUnknown(ME, (id) => id === item(1).id)).toBe(1)
  })

  it('is not begun again while what only it has could not be put aside', () => {
    const dir = folder()
    const spool = new RecoverySpool(dir)
    spool.append(ME, [item(1)]).keep()
    const [file = ''] = readdirSync(path.join(dir, 'spool'))
    const aside = path.join(dir, 'spool', `${file.replace('current-', 'recover-').replace('.jsonl', '')}-unknown-${item(1).id}.jsonl.new`)
    symlinkSync('/dev/full', aside)
    expect(() => spool.recoverUnknown(ME, () => false)).toThrow(new CasementError('STORE_DISK_FULL'))
    spool.clearCurrent(ME, NONE)
    rmSync(aside)
    expect(spool.recoverUnknown(ME, () => false)).toBe(1)
    spool.clearCurrent(ME, NONE)
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(1)])
  })

  it('begun again, it still has what was refused and put away, and knows that the database had it', () => {
    const spool = new RecoverySpool(folder())
    spool.append(ME, [item(1), item(2), item(3)]).keep()
    for (const _ of [1, 2]) spool.clearCurrent(ME, (id) => id === item(2).id)
    spool.append(ME, [item(4)]).keep()
    expect(spool.recoverUnknown(ME, (id) => id === item(4).id)).toBe(1)
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(2)])
    spool.clearCurrent(ME, NONE)
    spool.beginRecovery(ME, 'x')
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(2)])
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

  it('lets go of an item when it was answered applied or duplicate, keeps a refused one aside with its code, and sends it again only when asked', async () => {
    const spool = new RecoverySpool(folder())
    spool.append(ME, [item(1), item(2), item(3, 'vault'), item(4)])
    spool.beginRecovery(ME, 'x')
    const answers = { hub: ['applied', 'refused', 'duplicate'] as const, vault: ['refused'] as const }
    const sent: number[] = []
    const client = (target: 'hub' | 'vault') => ({
      recoverOperations: ({ sealed }: { sealed: string[] }) => {
        sent.push(sealed.length)
        const results = answers[target].map((status, n) => ({
          id: item(90 + n).id,
          status,
          code: status === 'refused' ? 'NOT_FOUND' : null,
        }))
        return Promise.resolve({ results: results.slice(0, sealed.length) })
      },
    })
    const send = () => sendRecoveries({ spool, officerId: ME, hub: client('hub'), vault: client('vault') })
    expect(await send()).toBe(0)
    expect(spool.recoveries(ME)).toEqual([])
    expect([spool.count(ME, false), spool.count(ME, true)]).toEqual([0, 0])
    const aside = [
      { ...item(2), code: 'NOT_FOUND' },
      { ...item(3, 'vault'), code: 'NOT_FOUND' },
    ]
    expect(spool.refused(ME)).toEqual(aside)
    expect(spool.refused('tom.brennan')).toEqual([])
    await send()
    expect(sent).toEqual([3, 1])

    expect([spool.retryRefused(ME, item(2).id), spool.retryRefused(ME, item(9).id)]).toEqual([true, false])
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(2)])
    expect(spool.refused(ME)).toEqual(aside.slice(1))
    expect(await send()).toBe(0)
    expect(sent).toEqual([3, 1, 1])
    expect(spool.refused(ME)).toEqual(aside.slice(1))
  })

  it('keeps what got no answer, to be sent again', async () => {
    const spool = new RecoverySpool(folder())
    spool.append(ME, [item(1), item(2)])
    spool.beginRecovery(ME, 'x')
    const client = {
      recoverOperations: () =>
        Promise.resolve({ results: [{ id: item(2).id, status: 'applied' as const, code: null }] }),
    }
    expect(await sendRecoveries({ spool, officerId: ME, hub: client, vault: client })).toBe(1)
    expect(spool.recoveries(ME).flatMap(({ items }) => items)).toEqual([item(1)])
  })
})
