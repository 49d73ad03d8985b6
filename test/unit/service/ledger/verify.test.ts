import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { JsonValue } from '../../../../shared/ledger/canonical-json'
import { commit } from '../../../../shared/ledger/commitment'
import { MerkleTree } from '../../../../shared/ledger/merkle-tree'
import { main, readKeys } from '../../../../service/ledger/verify.mjs'
import { keyFrom, readVerifierKey } from '../../shared/ledger/note-keys'
import { EPOCH, KEY, sampleBundle, sampleLeaves, signCheckpoint, textOf, verifierKey, type SampleLine } from './sample-bundle'

const VERIFIER = path.resolve(import.meta.dirname, '../../../../service/ledger/verify.mjs')
const folder = mkdtempSync(path.join(tmpdir(), 'casement-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function file(content: string | Buffer): string {
  const name = path.join(folder, `${(files += 1)}`)
  writeFileSync(name, content)
  return name
}

function verify(content: string | Buffer, ...more: string[]): { code: number; words: string } {
  let words = ''
  const add = (text: string): void => void (words += text)
  const code = main([file(content), '--key', KEY, ...more], { out: add, err: add })
  return { code, words: words.trim() }
}

const leavesOf = (lines: readonly SampleLine[], upTo: number): MerkleTree => {
  const tree = new MerkleTree()
  for (const line of lines.slice(1, upTo + 1)) tree.append(Buffer.from(String(line['leaf']), 'base64'))
  return tree
}

describe('a sound bundle', () => {
  it('of any size up to 70 is found unchanged, with the root that RFC 9162 gives it', async () => {
    for (let size = 1; size <= 70; size += 1) expect(verify(textOf(await sampleBundle(size)))).toMatchObject({ code: 0 })
  })

  it('says how many entries, which ledger, whose key and how many openings, and which earlier checkpoint it continues', async () => {
    const lines = await sampleBundle(10)
    const last = file(await signCheckpoint(4, leavesOf(lines, 4).root()))
    expect(verify(textOf(lines), '--checkpoint', last)).toEqual({
      code: 0,
      words: `Nothing was changed: 10 entries of casement.invalid/ledger/${EPOCH}, signed by hub-checkpoint-test; 6 openings are what the entries commit to; what is said of an outcome is not part of this; continues the earlier checkpoint of 4 entries.`,
    })
  })

  it('continues every earlier checkpoint of its own, the empty one and its last one too', async () => {
    const lines = await sampleBundle(13)
    expect(verify(textOf(lines), '--checkpoint', file(`${JSON.stringify(lines.at(-2))}\n`)).code).toBe(0)
    for (let size = 0; size <= 13; size += 1) expect(verify(textOf(lines), '--checkpoint', file(await signCheckpoint(size, leavesOf(lines, size).root()))).code).toBe(0)
  })

  it('continues an earlier checkpoint that an editor saved its own way', async () => {
    const lines = await sampleBundle(10)
    const note = await signCheckpoint(4, leavesOf(lines, 4).root())
    for (const saved of [note.replaceAll('\n', '\r\n'), `\uFEFF${note}`]) expect(verify(textOf(lines), '--checkpoint', file(saved)).code).toBe(0)
    expect(verify(textOf(lines), '--checkpoint', file(note.replace('\n', '\r'))).code).toBe(1)
  })

  it('whose leaves hold escapes, a backslash before what looks like one, and letters beyond the first plane, is as sound', async () => {
    const odd = sampleLeaves(4).map((value, i): JsonValue => (i === 2 ? { payload: { epoch: EPOCH, text: 'a \\ud800 \u0001 \n " 😀 ü', numbers: [0, -1.5, 1e21, 1e-7] } } : value))
    expect(verify(textOf(await sampleBundle(4, odd)))).toMatchObject({ code: 0 })
  })

  it('that was exported once verifies for ever: the golden bundle', () => {
    expect(verify(readFileSync(path.join(import.meta.dirname, 'bundle.golden.ndjson')))).toMatchObject({ code: 0, words: expect.stringContaining('9 entries') as string })
  })

  it('without its openings, or with some of them erased, is as sound', async () => {
    const lines = (await sampleBundle(9)).map(({ openings, ...rest }) => (typeof openings === 'number' ? { ...rest, openings: 0 } : rest))
    expect(verify(textOf(lines)).code).toBe(0)
  })

  it('opens what was committed to, however long or short and in whatever script, and nothing else', async () => {
    const values = ['', 'a', 'x'.repeat(63), 'x'.repeat(64), 'é'.repeat(5_000), '\u{1F3E0} 家 ω', 'line\nline', '\\ud800 as letters']
    const fields = values.map((value, n) => ({ field: `of${'abcdefgh'.charAt(n)}`, kind: 'reason' as const, value, salt: createHash('sha256').update(`odd ${n}`).digest() }))
    const payload = { v: 1, type: 'reveal-request', epoch: EPOCH, ...Object.fromEntries(fields.map(({ field, kind, value, salt }) => [field, commit(kind, value, salt)])) }
    const lines = await sampleBundle(2, [sampleLeaves(1)[0]!, { payload, deviceId: 'd', signature: 's' }])
    const opened = (change: (value: string, n: number) => string) => lines.map((line) => line['i'] === 1
      ? { ...line, openings: fields.map(({ salt, value, ...rest }, n) => ({ ...rest, value: change(value, n), salt: salt.toString('base64url') })) }
      : 'openings' in line && typeof line['openings'] === 'number' ? { ...line, openings: fields.length } : line)
    expect(verify(textOf(opened((value) => value)))).toMatchObject({ code: 0 })
    for (const [at, { field }] of fields.entries()) {
      expect(verify(textOf(opened((value, n) => (n === at ? `${value} ` : value)))).words).toContain(`the opening of "${field}" is not what the leaf commits to`)
    }
  })

  it('is checked by plain Node, from anywhere, also through a symbolic link, without anything installed', async () => {
    const linked = path.join(folder, 'linked.mjs')
    symlinkSync(VERIFIER, linked)
    const key = file(`${KEY}\n`)
    for (const [program, content, code] of [[VERIFIER, textOf(await sampleBundle(3)), 0], [linked, textOf((await sampleBundle(3)).slice(0, -1)), 1]] as const) {
      const run = spawnSync(process.execPath, [program, file(content), '--key', key], { cwd: folder, encoding: 'utf8', env: {} })
      expect([run.status, run.stderr]).toEqual([code, code === 0 ? '' : 'Not as it was signed. entry 3: the bundle was cut off here (3 entries were exported).\n'])
    }
  })

  it('the verifier is one file of fewer than 300 lines that imports Node alone', () => {
    const source = readFileSync(VERIFIER, 'utf8')
    expect(source.split('\n').length - 1).toBeLessThan(300)
    expect([...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual(['node:buffer', 'node:crypto', 'node:fs', 'node:url', 'node:util'])
    expect(source).not.toMatch(/\bimport\(|require\(/)
  })
})

const bent = (lines: SampleLine[], at: number, change: SampleLine): SampleLine[] => lines.map((line, i) => (i === at ? { ...line, ...change } : line))
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const hashOf = (leaf: string): string => createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest('hex')
const leaf = (text: string): SampleLine => ({ leaf: base64(text), hash: hashOf(text) })
const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`

/** What was done to a bundle of ten entries with a checkpoint after five, and the first difference as it is named. */
const CHANGES: [string, (lines: SampleLine[]) => SampleLine[] | Promise<SampleLine[]> | string, string][] = [
  ['a leaf of other bytes', (l) => bent(l, 4, { leaf: base64('{}') }), 'entry 3: the leaf is not the one that was hashed when it was entered'],
  ['a leaf changed with its hash', (l) => bent(l, 4, leaf(`{"payload":{"epoch":"${EPOCH}"}}`)), 'entries 0 to 4: not what was signed'],
  ['a leaf changed with its hash after a good checkpoint', (l) => bent(l, 10, leaf(`{"payload":{"epoch":"${EPOCH}"}}`)), 'entries 5 to 9: not what was signed'],
  ['a hash changed', (l) => bent(l, 4, { hash: '0'.repeat(64) }), 'entry 3: the leaf is not the one'],
  ['no hash', (l) => bent(l, 4, { hash: null }), 'entry 3: the leaf is not the one'],
  ['no leaf', (l) => bent(l, 4, { leaf: 5 }), 'entry 3: no leaf'],
  ['base64 respelled', (l) => bent(l, 4, { leaf: `${String(l[4]?.['leaf'])}\n` }), 'entry 3: the leaf is not base64'],
  ['a leaf with blanks', (l) => bent(l, 4, leaf('{ }')), 'entry 3: the leaf is not a canonical JSON object'],
  ['a leaf with its keys out of order', (l) => bent(l, 4, leaf('{"b":1,"a":2}')), 'entry 3: the leaf is not a canonical JSON object'],
  ['a leaf with a key twice', (l) => bent(l, 4, leaf('{"a":1,"a":1}')), 'entry 3: the leaf is not a canonical JSON object'],
  ['a leaf with half a surrogate pair', (l) => bent(l, 4, leaf('{"a":"\\ud800"}')), 'entry 3: the leaf is not a canonical JSON object'],
  ['a leaf that is a list', (l) => bent(l, 4, leaf('[]')), 'entry 3: the leaf is not a canonical JSON object'],
  ['a leaf that is not JSON', (l) => bent(l, 4, leaf('hello')), 'entry 3: the leaf is not a canonical JSON object'],
  ['a leaf nested beyond the stack', (l) => bent(l, 4, leaf(`{"a":${nested}}`)), 'line 5: cannot be read'],
  ['an entry missing', (l) => l.toSpliced(4, 1), 'entry 3: missing (entry 4 follows)'],
  ['an entry twice', (l) => l.toSpliced(4, 0, l[3] ?? {}), 'entry 2: there twice, or out of order (entry 3 was due)'],
  ['two entries in each other’s place', (l) => [...l.slice(0, 3), l[4] ?? {}, l[3] ?? {}, ...l.slice(5)], 'entry 2: missing (entry 3 follows)'],
  ['an index that is a word', (l) => bent(l, 4, { i: '3' }), 'line 5: no index (entry 3 was due)'],
  ['a negative index', (l) => bent(l, 4, { i: -1 }), 'line 5: no index'],
  ['another epoch’s entry', (l) => bent(l, 4, leaf('{"payload":{"epoch":"ffffffffffffffff"}}')), 'entry 3: of another epoch'],
  ['a start in the middle', (l) => bent(l, 4, leaf(`{"epoch":"${EPOCH}","type":"epoch-start"}`)), 'entry 3: starts an epoch in the middle of one'],
  ['no start', (l) => bent(l, 1, leaf('{}')), 'entry 0: does not start an epoch'],
  ['the start of another epoch', (l) => bent(l, 1, leaf('{"epoch":"ffffffffffffffff","type":"epoch-start"}')), 'entry 0: of another epoch'],
  ['a word of an opening changed', (l) => bent(l, 2, { openings: [{ field: 'reason', kind: 'reason', value: 'Other words', salt: createHash('sha256').update('r1').digest('base64url') }] }), 'entry 1: the opening of "reason" is not what the leaf commits to'],
  ['an opening under another kind', (l) => bent(l, 2, { openings: [{ field: 'officer', kind: 'person', value: 'officer-1', salt: createHash('sha256').update('o1').digest('base64url') }] }), 'entry 1: the opening of "officer" is not what'],
  ['an opening of nothing', (l) => bent(l, 2, { openings: [{ field: 'n', kind: 'reason', value: '1', salt: createHash('sha256').digest('base64url') }] }), 'entry 1: an opening of something that the leaf does not commit to'],
  ['an opening of the wrong shape', (l) => bent(l, 2, { openings: [{ field: '\u001b[2J', kind: 7 }] }), 'entry 1: an opening of something that the leaf does not commit to'],
  ['openings that are no list', (l) => bent(l, 2, { openings: 'all' }), 'entry 1: its openings cannot be read'],
  ['an opening twice', (l) => bent(l, 2, { openings: [l[2]?.['openings'], l[2]?.['openings']].flat() }), 'entry 1: opened twice'],
  ['fewer openings than were exported', (l) => bent(l, 0, { openings: 7 }), 'the openings: 6 are there, 7 were exported'],
  ['a checkpoint of another key', async (l) => bent(l, 12, { checkpoint: await signCheckpoint(10, new Uint8Array(32), undefined, keyFrom('other', 'other').signer) }), 'line 13, the checkpoint after 10 entries: not signed by the key given'],
  ['a checkpoint with a bent signature', (l) => bent(l, 12, { checkpoint: String(l[12]?.['checkpoint']).replace(/.(.{10}=\n)$/, (was, rest: string) => `${was.startsWith('A') ? 'B' : 'A'}${rest}`) }), 'line 13, the checkpoint after 10 entries: its signature is not of the key given'],
  ['a checkpoint of another ledger', async (l) => bent(l, 12, { checkpoint: await signCheckpoint(10, leavesOf(l.filter((one) => 'i' in one || 'v' in one), 10).root(), 'casement.invalid/ledger/ffffffffffffffff') }), 'the checkpoint after 10 entries: of another ledger'],
  ['a checkpoint for more entries', async (l) => bent(l, 12, { checkpoint: await signCheckpoint(11, new Uint8Array(32)) }), 'the checkpoint after 10 entries: signed for 11 entries'],
  ['a checkpoint that is a number', (l) => bent(l, 12, { checkpoint: 5 }), 'not a signed checkpoint'],
  ['no checkpoint at the end', (l) => l.toSpliced(12, 1), 'entry 5: not covered by a signed checkpoint'],
  ['no checkpoint at all', (l) => l.toSpliced(12, 1).toSpliced(6, 1), 'entry 0: not covered by a signed checkpoint'],
  ['cut off in the middle', (l) => l.slice(0, 5), 'entry 4: the bundle was cut off here (10 entries were exported)'],
  ['cut off within a line', (l) => textOf(l).slice(0, 900), 'not a JSON object'],
  ['nothing at all', () => '', 'the bundle is empty'],
  ['not JSON', () => 'hello\n', 'line 1: not a JSON object'],
  ['another format', (l) => bent(l, 0, { v: 2 }), 'line 1: not the header of a ledger bundle of version 1'],
  ['an epoch that is a path', (l) => bent(l, 0, { epoch: '../../etc' }), 'line 1: no epoch'],
  ['an origin of another epoch', (l) => bent(l, 0, { origin: 'example.com' }), 'line 1: the origin is not that of the epoch'],
  ['counts that are none', (l) => bent(l, 0, { entries: -1 }), 'line 1: entries and openings are not counts'],
  ['another count', (l) => bent(l, 0, { entries: 11 }), 'entry 10: 10 entries are there, 11 were exported'],
  ['an entry hidden behind a checkpoint', (l) => bent(l, 12, { i: 10, ...leaf(`{"payload":{"epoch":"${EPOCH}"}}`) }), 'line 13: not as it is exported'],
  ['an entry hidden behind the end', (l) => bent(l, 13, { i: 10, ...leaf(`{"payload":{"epoch":"${EPOCH}"}}`) }), 'line 14: not as it is exported'],
  ['an entry hidden in the header', (l) => bent(l, 0, leaf('{}')), 'line 1: not as it is exported'],
  ['words beside an entry', (l) => bent(l, 4, { reason: 'Nothing to do with me' }), 'line 5: not as it is exported'],
  ['words beside an opening', (l) => bent(l, 2, { openings: [{ ...([l[2]?.['openings']].flat()[0] as object), note: 'really officer-7' }] }), 'entry 1: an opening of something that the leaf does not commit to'],
  ['a leaf twice in one line, of which the second is right', (l) => textOf(l).replace('{"i":3,', `{"i":3,"leaf":"${base64('{}')}",`), 'line 5: not as it is exported'],
  ['something after the end', (l) => [...l, {}], 'line 15: something follows the end'],
  ['a line of 2 MiB', (l) => `${textOf(l.slice(0, 3))}${'x'.repeat(2_097_152)}\n`, 'line 4: longer than 1048576 bytes'],
  ['a line without an end', (l) => `${textOf(l.slice(0, 3))}${'x'.repeat(5_000_000)}`, 'line 4: longer than 1048576 bytes'],
  ['a header of nested lists', () => nested.slice(0, 1_000_000), 'line 1: not a JSON object'],
]

describe('a changed bundle exits 1 and names the first difference', () => {
  it.each(CHANGES)('%s', async (_, change, words) => {
    const changed = await change(await sampleBundle(10, undefined, [5]))
    const result = verify(typeof changed === 'string' ? changed : textOf(changed))
    expect(result).toEqual({ code: 1, words: expect.stringContaining(words) as string })
    expect(result.words).not.toMatch(/\n|\bat [\w.]+ \(|node:internal/)
  })

  it('bytes that are no UTF-8', () => {
    expect(verify(Buffer.from([0xff, 0xfe, 0x0a]))).toEqual({ code: 1, words: 'Not as it was signed. line 1: not UTF-8.' })
  })

  it('an earlier state, sound in itself, is given away by a later checkpoint only', async () => {
    const [all, early] = [await sampleBundle(10), await sampleBundle(7)]
    expect(verify(textOf(early)).code).toBe(0)
    expect(verify(textOf(early), '--checkpoint', file(await signCheckpoint(10, leavesOf(all, 10).root())))).toEqual({
      code: 1, words: 'Not as it was signed. entry 7: missing; the earlier checkpoint was signed for 10 entries, and only 7 are here.',
    })
  })

  it('another history, sound in itself, is given away by an earlier checkpoint of the first', async () => {
    const other = sampleLeaves(10).map((value, i): JsonValue => (i === 3 ? { payload: { epoch: EPOCH } } : value))
    const last = file(await signCheckpoint(6, leavesOf(await sampleBundle(10), 6).root()))
    expect(verify(textOf(await sampleBundle(10, other))).code).toBe(0)
    expect(verify(textOf(await sampleBundle(10, other)), '--checkpoint', last).words).toMatch(/entries 0 to 5: not what was signed \(the earlier checkpoint of 6 entries\)/)
  })

  it('an earlier checkpoint of another ledger, unsigned or forged proves nothing', async () => {
    const bundle = textOf(await sampleBundle(3))
    for (const [note, words] of [
      [await signCheckpoint(1, new Uint8Array(32), 'example.com/other'), 'of another ledger, example.com/other'],
      [await signCheckpoint(1, new Uint8Array(32), undefined, keyFrom('hub-checkpoint-test', 'forged').signer), 'not signed by the key given'],
      ['hello', 'not a signed checkpoint'],
    ] as const) expect(verify(bundle, '--checkpoint', file(note))).toEqual({ code: 1, words: expect.stringContaining(words) as string })
  })
})

it('an opening with half a letter is not the one with the sign that stands for it', async () => {
  const salt = createHash('sha256').update('half').digest()
  const payload = { v: 1, type: 'reveal-request', epoch: EPOCH, reason: commit('reason', 'x\ufffdy', salt) }
  const opened = async (value: string) => (await sampleBundle(2, [sampleLeaves(1)[0]!, { payload, deviceId: 'd', signature: 's' }])).map((line) => line['i'] === 1
    ? { ...line, openings: [{ field: 'reason', kind: 'reason', value, salt: salt.toString('base64url') }] }
    : 'v' in line ? { ...line, openings: 1 } : line)
  expect(verify(textOf(await opened('x\ufffdy'))).code).toBe(0)
  expect(verify(textOf(await opened('x\ud800y')))).toMatchObject({ code: 1 })
})

it('a bundle whose lines were ended as Windows does on the way is as sound', async () => {
  expect(verify(textOf(await sampleBundle(9)).replaceAll('\n', '\r\n')).code).toBe(0)
})

describe('keys and arguments', () => {
  it('reads keys as golang.org/x/mod/sumdb/note prints them', () => {
    const text = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
    expect(readKeys(`${text}\n${KEY}\n`).map(({ name, id }) => `${name} ${id}`)).toEqual([`PeterNeumann ${readVerifierKey(text).keyId}`, `hub-checkpoint-test ${KEY.split('+')[1]}`])
  })

  it.each(['', 'hello', KEY.replace('hub', 'hob'), `${KEY}AAAA`, verifierKey('x', new Uint8Array(32)).replace('+A', '+B')])('refuses what is no key: %s', (key) => {
    let words = ''
    const code = main([file(''), '--key', file(key)], { out: () => undefined, err: (text) => void (words += text) })
    expect([code, words]).toEqual([1, expect.stringContaining('the key:')])
  })

  it.each([[[]], [['a']], [['a', '--key']], [['a', 'b', '--key', KEY]], [['a', '--key', KEY, '--key', KEY]], [['a', '--kez', KEY]], [['--key', KEY]], [['a', '--key', KEY, '--__proto__', 'x']]])('exits 2 for %j', (argv) => {
    let words = ''
    expect(main(argv, { out: () => undefined, err: (text) => void (words += text) })).toBe(2)
    expect(words).toContain('node verify.mjs BUNDLE --key PUB')
  })

  it('exits 2 for files that cannot be read', () => {
    let words = ''
    expect(main([path.join(folder, 'nowhere'), '--key', KEY], { out: () => undefined, err: (text) => void (words += text) })).toBe(2)
    expect(words).toMatch(/cannot read .*nowhere: ENOENT/)
    expect(main([folder, '--key', KEY], { out: () => undefined, err: () => undefined })).toBe(2)
  })
})
