#!/usr/bin/env node
// Checks an exported access ledger of Casement with none of Casement's code: one file, no dependencies, Node 20 or later.
// The format of BUNDLE is in BUNDLE.md beside this file. It is read as a stream: memory does not grow with the number of entries.
import { isUtf8 } from 'node:buffer'
import * as crypto from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const USAGE = `node verify.mjs BUNDLE --key PUB [--checkpoint LAST]
BUNDLE             what \`npm run ledger -- export\` wrote
--key PUB          the checkpoint key, name+id+key as \`npm run ledger -- key\` prints it, or a file of such lines: the one in use first, by
                   which all must be covered, then retired ones. Have it from the controller, not from whoever gave you the bundle.
--checkpoint LAST  a file with an earlier signed checkpoint, kept by somebody else: shows that nothing was taken back since
Exit codes: 0 nothing was changed · 1 something was: the first difference is named · 2 wrong arguments.
`
const [LONGEST_LINE, LARGEST_NOTE, MOST_OPENINGS] = [1_048_576, 65_536, 16]
const [HEX, NAME] = [/^[0-9a-f]{64}$/, /^[A-Za-z]{1,40}$/]

/** What is not as it was signed, in words for people. */
export class Difference extends Error {}
const differ = (words) => {
  throw new Difference(words)
}

/** In hexadecimal, here and everywhere below: a string costs half of what a buffer from the runtime does. */
const sha256 = crypto.hash ? (data) => crypto.hash('sha256', data, 'hex') : (data) => crypto.createHash('sha256').update(data).digest('hex')

/** RFC 9162 §2.1.1: SHA-256(0x01 ‖ left ‖ right). */
const pair = Buffer.alloc(65, 1)
function hashNode(left, right) {
  pair.write(left, 1, 'hex')
  pair.write(right, 33, 'hex')
  return sha256(pair)
}

/** HMAC-SHA-256 (RFC 2104) under a key of 32 bytes. By hand: an object of the runtime costs more than these two hashes. */
const [inner, outer] = [Buffer.alloc(LONGEST_LINE + 256, 0x36), Buffer.alloc(96, 0x5c)]
function hmac(key, text) {
  for (let n = 0; n < 32; n += 1) {
    inner[n] = key[n] ^ 0x36
    outer[n] = key[n] ^ 0x5c
  }
  outer.write(sha256(inner.subarray(0, 64 + inner.write(text, 64))), 64, 'hex')
  return sha256(outer)
}

/** The roots of the complete subtrees of what was read so far, the largest first: all that a growing tree needs. */
class Tree {
  size = 0
  #subtrees = []
  add(leafHash) {
    let node = leafHash
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) node = hashNode(this.#subtrees.pop(), node)
    this.#subtrees.push(node)
    this.size += 1
  }
  root() {
    return this.size === 0 ? sha256('') : this.#subtrees.reduceRight((right, left) => hashNode(left, right))
  }
}

/**
 * Is `text`, which parsed to `value`, in the one spelling of RFC 8785? What JSON.stringify writes back has no blanks, no key twice, and
 * numbers and strings as they must be; that leaves the order of the keys (by UTF-16 units) and halves of surrogate pairs, which it escapes. */
const isCanonical = (text, value) => JSON.stringify(value) === text && isSorted(value) && !(text.includes('\\ud') && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text))
function isSorted(value) {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isSorted)
  let before = null
  for (const key in value) {
    if ((before !== null && key <= before) || !isSorted(value[key])) return false
    before = key
  }
  return true
}

const [isObject, isCount] = [(value) => typeof value === 'object' && value !== null && !Array.isArray(value), (value) => Number.isSafeInteger(value) && value >= 0]

/** The bytes of base64 in its one spelling, else null. */
function fromBase64(text, encoding = 'base64') {
  if (typeof text !== 'string') return null
  const bytes = Buffer.from(text, encoding)
  return bytes.toString(encoding) === text ? bytes : null
}

/** Reads keys as `name+id+base64(0x01 ‖ Ed25519 public key)`, one a line (C2SP signed-note). Throws Difference. */
export function readKeys(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  if (lines.length === 0) differ('the key: nothing is there')
  return lines.map((line) => {
    const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? differ('the key: not of the form name+id+key')
    const bytes = fromBase64(encoded)
    if (bytes === null || bytes.length !== 33 || bytes[0] !== 1) differ('the key: not an Ed25519 public key')
    if (!sha256(Buffer.concat([Buffer.from(`${name}\n`), bytes])).startsWith(id)) differ('the key: name, id and key do not belong together')
    return { name, id, key: crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url', 1) }, format: 'jwk' }) }
  })
}

/** Origin, size and root of a signed checkpoint (C2SP tlog-checkpoint). Throws Difference unless one of the keys signed it. */
export function openCheckpoint(note, keys, what) {
  if (typeof note !== 'string' || note.length > LARGEST_NOTE || !note.includes('\n\n') || !note.endsWith('\n')) differ(`${what}: not a signed checkpoint`)
  const split = note.lastIndexOf('\n\n')
  const text = note.slice(0, split + 1)
  let by = null
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? differ(`${what}: not a signed checkpoint`)
    const bytes = fromBase64(encoded) ?? differ(`${what}: not a signed checkpoint`)
    const known = keys.find((key) => key.name === name && key.id === bytes.toString('hex', 0, 4))
    if (known === undefined) continue
    if (!crypto.verify(null, Buffer.from(text), known.key, bytes.subarray(4))) differ(`${what}: its signature is not of the key given`)
    by = name
  }
  if (by === null) differ(`${what}: not signed by the key given`)
  const [, origin, size, root] = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text) ?? differ(`${what}: not the three lines of a checkpoint`)
  const hash = fromBase64(root)
  if (hash === null || !isCount(Number(size))) differ(`${what}: not the three lines of a checkpoint`)
  return { origin, size: Number(size), root: hash.toString('hex'), by }
}

function parseJson(text) { try { return JSON.parse(text) } catch { return null } }

/**
 * A check that is fed the bundle line by line: `take(bytes)` for each, then `finish()`, which answers the summary. Both throw Difference
 * at the first thing that is not as it was signed. `last` is an earlier checkpoint, opened, or null; `visit` sees each entry that is sound.
 */
export function createCheck({ keys, last = null, visit = null }) {
  const tree = new Tree()
  let [line, header, ended, openings, proved, signed] = [0, null, false, 0, 0, null]
  const leafBytes = Buffer.alloc(LONGEST_LINE + 1)

  /** Everything from the last size that was right up to here, when a root is not the one that was signed. */
  function requireRoot(checkpoint, what) {
    if (tree.root() !== checkpoint.root) {
      const among = tree.size - proved <= 1 ? `entry ${tree.size - 1}` : `entries ${proved} to ${tree.size - 1}`
      differ(`${tree.size === 0 ? 'the empty ledger' : among}: not what was signed (${what} of ${tree.size} entries); something was changed, removed, added or moved`)
    }
    proved = tree.size
  }
  const compareWithLast = () => (last !== null && last.size === tree.size ? requireRoot(last, 'the earlier checkpoint') : undefined)

  /** A line is written in one way and says nothing more: whoever reads on might believe what stands beside it, or the first of what is said twice. */
  const requireLine = (text, exported, more = {}) => (text.trimEnd() === exported && Object.keys(more).length === 0) || differ(`line ${line}: not as it is exported; something was added or written in another way`)
  const also = (name, value) => (value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`)

  function takeHeader(value, text) {
    const { v, type, epoch, origin, entries, openings: _counted, exportedAt: _when, ...more } = value
    if (v !== 1 || type !== 'casement-ledger') differ('line 1: not the header of a ledger bundle of version 1')
    if (typeof epoch !== 'string' || !/^[0-9a-z]{8,32}$/.test(epoch)) differ('line 1: no epoch')
    if (origin !== `casement.invalid/ledger/${epoch}`) differ('line 1: the origin is not that of the epoch')
    if (!isCount(entries) || !isCount(value.openings)) differ('line 1: entries and openings are not counts')
    if (last !== null && last.origin !== origin) differ(`the earlier checkpoint: of another ledger, ${last.origin}`)
    requireLine(text, JSON.stringify(value), more)
    header = value
    compareWithLast()
  }

  function takeEntry(value, text) {
    const [{ i, leaf, hash }, due] = [value, tree.size]
    if (!isCount(i)) differ(`line ${line}: no index (entry ${due} was due)`)
    if (i < due) differ(`entry ${i}: there twice, or out of order (entry ${due} was due)`)
    if (i > due) differ(`entry ${due}: missing (entry ${i} follows)`)
    if (typeof leaf !== 'string' || leaf === '') differ(`entry ${i}: no leaf`)
    // One zero byte before the leaf: RFC 9162 §2.1.1.
    const length = leafBytes.write(leaf, 1, 'base64')
    const bytes = leafBytes.subarray(1, length + 1)
    if (bytes.toString('base64') !== leaf) differ(`entry ${i}: the leaf is not base64`)
    if (sha256(leafBytes.subarray(0, length + 1)) !== hash) differ(`entry ${i}: the leaf is not the one that was hashed when it was entered`)
    const content = readLeaf(bytes, i)
    checkOpenings(value.openings, content, i)
    requireLine(text, `{"i":${i},"leaf":"${leaf}","hash":"${hash}"${also('outcome', value.outcome)}${also('openings', value.openings)}}`)
    tree.add(hash)
    visit?.({ index: i, content, hash, outcome: value.outcome, openings: value.openings ?? [] })
    compareWithLast()
  }

  function readLeaf(bytes, i) {
    const text = bytes.toString()
    const content = isUtf8(bytes) ? parseJson(text) : null
    if (!isObject(content) || !isCanonical(text, content)) differ(`entry ${i}: the leaf is not a canonical JSON object`)
    const isStart = content.type === 'epoch-start'
    if (isStart !== (i === 0)) differ(i === 0 ? 'entry 0: does not start an epoch' : `entry ${i}: starts an epoch in the middle of one`)
    const epoch = isStart ? content.epoch : content.payload?.epoch
    if (epoch !== header.epoch && (isStart || epoch !== undefined)) differ(`entry ${i}: of another epoch`)
    return content
  }

  /** Each is HMAC-SHA-256 keyed by its salt over `casement/commitment/v1/<kind>`, a newline and the value: what the leaf committed to. */
  function checkOpenings(some = [], content, i) {
    if (!Array.isArray(some) || some.length > MOST_OPENINGS || !some.every(isObject)) differ(`entry ${i}: its openings cannot be read`)
    if (new Set(some.map(({ field }) => field)).size !== some.length) differ(`entry ${i}: opened twice`)
    for (const one of some) {
      const { field, kind, value, salt } = one
      const key = fromBase64(salt, 'base64url')
      const isRead = [field, kind].every((name) => typeof name === 'string' && NAME.test(name)) && typeof value === 'string' && value.isWellFormed() && key?.length === 32 && Object.keys(one).length === 4
      const committed = isRead && isObject(content.payload) && Object.hasOwn(content.payload, field) ? content.payload[field] : null
      if (!isRead || typeof committed !== 'string' || !HEX.test(committed)) differ(`entry ${i}: an opening of something that the leaf does not commit to`)
      if (hmac(key, `casement/commitment/v1/${kind}\n${value}`) !== committed) differ(`entry ${i}: the opening of "${field}" is not what the leaf commits to`)
    }
    openings += some.length
  }

  function takeCheckpoint({ checkpoint }, text) {
    const what = `line ${line}, the checkpoint after ${tree.size} entries`
    const next = openCheckpoint(checkpoint, keys, what)
    if (next.origin !== header.origin) differ(`${what}: of another ledger`)
    if (next.size !== tree.size) differ(`${what}: signed for ${next.size} entries`)
    requireRoot(next, 'the signed checkpoint')
    requireLine(text, JSON.stringify({ checkpoint }))
    signed = next
  }

  function takeEnd({ entries, keys: told }, text) {
    requireLine(text, JSON.stringify({ type: 'end', entries, keys: told }))
    if (entries !== tree.size || header.entries !== tree.size) differ(`entry ${tree.size}: ${tree.size} entries are there, ${header.entries} were exported`)
    if (header.openings !== openings) differ(`the openings: ${openings} are there, ${header.openings} were exported`)
    ended = true
  }

  function take(bytes) {
    line += 1
    if (bytes.length > LONGEST_LINE) differ(`line ${line}: longer than ${LONGEST_LINE} bytes`)
    if (!isUtf8(bytes)) differ(`line ${line}: not UTF-8`)
    const text = bytes.toString()
    const value = parseJson(text)
    if (!isObject(value)) differ(`line ${line}: not a JSON object`)
    if (ended) differ(`line ${line}: something follows the end`)
    if (header === null) return takeHeader(value, text)
    if ('checkpoint' in value) return takeCheckpoint(value, text)
    return value.type === 'end' ? takeEnd(value, text) : takeEntry(value, text)
  }

  function finish() {
    if (header === null) differ('the bundle is empty')
    if (!ended) differ(`entry ${tree.size}: the bundle was cut off here (${header.entries} entries were exported)`)
    if (last !== null && last.size > tree.size) differ(`entry ${tree.size}: missing; the earlier checkpoint was signed for ${last.size} entries, and only ${tree.size} are here`)
    if (signed === null || signed.size !== tree.size) differ(`entry ${signed?.size ?? 0}: not covered by a signed checkpoint`)
    if (signed.by !== keys[0].name) differ(`the last checkpoint: signed by ${signed.by}, which is not the key in use, ${keys[0].name} (the first given): whoever has a retired key could write all of it anew. A bundle of before the change verifies by the keys of then`)
    return { epoch: header.epoch, origin: header.origin, entries: tree.size, openings, by: signed.by }
  }

  /** Whatever else a hostile bundle provokes (nesting beyond the stack) is a difference too. */
  const guarded = (act) => (bytes) => {
    try { return act(bytes) } catch (error) { throw error instanceof Difference ? error : new Difference(`line ${line}: cannot be read`) }
  }
  return { take: guarded(take), finish: guarded(finish) }
}

/** Feeds a file to a check, in portions, and answers its summary. Throws Difference, or what the file system throws. */
export function checkFile(file, check) {
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.allocUnsafe(2 * LONGEST_LINE)
    let held = 0
    for (let read; (read = readSync(descriptor, buffer, held, LONGEST_LINE, null)) > 0; ) {
      const data = buffer.subarray(0, held + read)
      let from = 0
      for (let to = data.indexOf(10, held); to >= 0; to = data.indexOf(10, from)) {
        check.take(data.subarray(from, to))
        from = to + 1
      }
      held = data.length - from
      if (held >= LONGEST_LINE) check.take(data.subarray(from))
      buffer.copyWithin(0, from, data.length)
    }
    if (held > 0) check.take(buffer.subarray(0, held))
    return check.finish()
  } finally {
    closeSync(descriptor)
  }
}

function readArguments(argv) {
  try {
    const { values: { key = [], checkpoint = [] }, positionals } = parseArgs({ args: [...argv], strict: true, allowPositionals: true, options: { key: { type: 'string', multiple: true }, checkpoint: { type: 'string', multiple: true } } })
    return positionals.length === 1 && key.length === 1 && checkpoint.length < 2 ? { bundle: positionals[0], key: key[0], checkpoint: checkpoint[0] ?? null } : null
  } catch {
    return null
  }
}

const noteIn = (text) => (text.startsWith('{') ? parseJson(text)?.checkpoint : text.replace(/^\uFEFF|\r(?=\n)/g, '')) // a line of a bundle, or the note itself, as an editor saved it
/** The command line; answers the exit code. */
export function main(argv, { out, err } = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }) {
  const wanted = readArguments(argv)
  if (wanted === null) return (err(USAGE), 2)
  try {
    const keys = readKeys(/^[^\s+]+\+[0-9a-f]{8}\+/.test(wanted.key) ? wanted.key : readFileSync(wanted.key, 'utf8'))
    const last = wanted.checkpoint === null ? null : openCheckpoint(noteIn(readFileSync(wanted.checkpoint, 'utf8')), keys, 'the earlier checkpoint')
    const { entries, origin, openings, by } = checkFile(wanted.bundle, createCheck({ keys, last }))
    out(`Nothing was changed: ${entries} entries of ${origin}, signed by ${by}; ${openings} openings are what the entries commit to; what is said of an outcome is not part of this${last === null ? '' : `; continues the earlier checkpoint of ${last.size} entries`}.\n`)
    return 0
  } catch (error) {
    if (error instanceof Difference) return (err(`Not as it was signed. ${error.message}.\n`), 1)
    return (err(`cannot read ${typeof error?.path === 'string' ? error.path : 'a file'}: ${typeof error?.code === 'string' ? error.code : 'unknown error'}\n`), 2)
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2))
