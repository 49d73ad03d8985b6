import type pg from 'pg'
import { EVERY, type TamperedLedger } from './tampered-ledger'

/** Whole numbers below n, the same for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

export type Act = (client: pg.Client) => Promise<unknown>
export type Kind = (ledger: TamperedLedger, below: (n: number) => number) => Act

const LEAF_HASH = `sha256('\\x00'::bytea || leaf)`
/** Every entry from $2 on one place further (or nearer), by way of places that are free. */
const shift = (client: pg.Client, epoch: string, from: number, by: 1 | -1) =>
  client.query(`update ledger_entries set entry_index = entry_index + 1000000000 where epoch = $1 and entry_index >= $2`, [epoch, from])
    .then(() => client.query(`update ledger_openings set entry_index = entry_index + 1000000000 where epoch = $1 and entry_index >= $2`, [epoch, from]))
    .then(() => client.query(`update ledger_entries set entry_index = entry_index - 1000000000 + $2 where epoch = $1 and entry_index >= 1000000000`, [epoch, by]))
    .then(() => client.query(`update ledger_openings set entry_index = entry_index - 1000000000 + $2 where epoch = $1 and entry_index >= 1000000000`, [epoch, by]))
/** A copy of an entry at another place, as good as it can be made: new request id, right hash. */
const insertCopy = (client: pg.Client, epoch: string, of: number, at: number) =>
  client.query(
    `insert into ledger_entries (epoch, entry_index, entry_key, kind, leaf, leaf_hash)
     select epoch, $3, 'reveal:' || gen_random_uuid(), kind, made, sha256('\\x00'::bytea || made) from ledger_entries,
       lateral (select convert_to(regexp_replace(convert_from(leaf, 'UTF8'), '"requestId":"[^"]*"', '"requestId":"' || gen_random_uuid() || '"'), 'UTF8') as made) m
     where epoch = $1 and entry_index = $2`, [epoch, of, at])

/** What somebody with every right over the database may do to the ledger. All entries but the first are stated needs. */
export const MISCHIEF: Readonly<Record<string, Kind>> = {
  'a bit of a leaf': ({ epoch, size }, below) => {
    const [at, bit] = [1 + below(size - 1), below(3_000)]
    return (client) => client.query(`update ledger_entries set leaf = set_bit(leaf, ($3 % (length(leaf) * 8))::bigint, 1 - get_bit(leaf, ($3 % (length(leaf) * 8))::bigint)) where epoch = $1 and entry_index = $2`, [epoch, at, bit])
  },
  'a purpose, with the hash to match': ({ epoch, size }, below) => {
    const at = 1 + below(size - 1)
    return (client) => client.query(`with bent as (update ledger_entries set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'homelessness-prevention', 'resident-request'), 'UTF8') where epoch = $1 and entry_index = $2 returning 1) select * from bent`, [epoch, at])
      .then(() => client.query(`update ledger_entries set leaf_hash = ${LEAF_HASH} where epoch = $1 and entry_index = $2`, [epoch, at]))
  },
  'the officer of an entry, in leaf, hash and opening': ({ epoch, size }, below) => {
    const at = 1 + below(size - 1)
    return (client) => client.query(`update ledger_openings set officer_id = 'tom.brennan', officer_salt = repeat('A', 43) where epoch = $1 and entry_index = $2`, [epoch, at])
      .then(() => client.query(`update ledger_entries set leaf = convert_to(regexp_replace(convert_from(leaf, 'UTF8'), '"officer":"[^"]*"', '"officer":"' || encode(sha256('x'), 'hex') || '"'), 'UTF8') where epoch = $1 and entry_index = $2`, [epoch, at]))
      .then(() => client.query(`update ledger_entries set leaf_hash = ${LEAF_HASH} where epoch = $1 and entry_index = $2`, [epoch, at]))
  },
  'the hash of an entry': ({ epoch, size }, below) => {
    const [at, byte] = [below(size), below(32)]
    return (client) => client.query(`update ledger_entries set leaf_hash = set_byte(leaf_hash, $3, 255 - get_byte(leaf_hash, $3)) where epoch = $1 and entry_index = $2`, [epoch, at, byte])
  },
  'the words of a reason': ({ epoch, size }, below) => {
    const at = EVERY * (1 + below(Math.floor((size - 1) / EVERY)))
    return (client) => client.query(`update ledger_openings set reason = reason || '.' where epoch = $1 and entry_index = $2`, [epoch, at])
  },
  'the people of an entry': ({ epoch, size }, below) => {
    const at = EVERY * (1 + below(Math.floor((size - 1) / EVERY)))
    return (client) => client.query(`update ledger_openings set persons = repeat('f', 32) where epoch = $1 and entry_index = $2`, [epoch, at])
  },
  'the first entry': ({ epoch }) => (client) =>
    client.query(`update ledger_entries set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '"signature":null', '"signature":"A"'), 'UTF8') where epoch = $1 and entry_index = 0`, [epoch])
      .then(() => client.query(`update ledger_entries set leaf_hash = ${LEAF_HASH} where epoch = $1 and entry_index = 0`, [epoch])),
  'an entry deleted': ({ epoch, size }, below) => {
    const at = below(size)
    return (client) => client.query(`delete from ledger_entries where epoch = $1 and entry_index = $2`, [epoch, at])
  },
  'an entry deleted and the gap closed': ({ epoch, size }, below) => {
    // Near enough to the end that moving what follows does not take all day.
    const at = Math.max(1, size - 1 - below(Math.min(size - 1, 500)))
    return (client) => client.query(`delete from ledger_entries where epoch = $1 and entry_index = $2`, [epoch, at])
      .then(() => client.query(`delete from ledger_openings where epoch = $1 and entry_index = $2`, [epoch, at]))
      .then(() => shift(client, epoch, at + 1, -1))
  },
  'two entries swapped': ({ epoch, size }, below) => {
    const a = 1 + below(size - 1)
    const b = 1 + ((a + below(size - 2)) % (size - 1))
    return (client) => client.query(
      `update ledger_entries e set leaf = o.leaf, leaf_hash = o.leaf_hash from ledger_entries o
       where e.epoch = $1 and o.epoch = $1 and ((e.entry_index = $2 and o.entry_index = $3) or (e.entry_index = $3 and o.entry_index = $2))`, [epoch, a, b])
  },
  'an entry put in between': ({ epoch, size }, below) => {
    const at = Math.max(1, size - 1 - below(Math.min(size - 1, 500)))
    return (client) => shift(client, epoch, at, 1).then(() => insertCopy(client, epoch, at + 1, at))
  },
  'an entry put at the end': ({ epoch, size }, below) => {
    const of = 1 + below(size - 1)
    return (client) => insertCopy(client, epoch, of, size)
  },
  'an index used twice': ({ epoch, size }, below) => {
    const at = 1 + below(size - 1)
    return (client) => client.query('alter table ledger_entries drop constraint ledger_entries_pkey cascade').then(() => insertCopy(client, epoch, at, at))
  },
  'the end cut off': ({ epoch, size }, below) => {
    const left = below(size)
    return (client) => client.query(`delete from ledger_entries where epoch = $1 and entry_index >= $2`, [epoch, left])
  },
  'the end cut off, with its checkpoints: an earlier state': ({ epoch, kept }, below) => {
    const { size: left } = kept[below(kept.length - 1)] ?? { size: 0 } // never the newest: nothing would be gone
    return (client) => client.query(`delete from ledger_entries where epoch = $1 and entry_index >= $2`, [epoch, left])
      .then(() => client.query(`delete from ledger_checkpoints where epoch = $1 and size > $2`, [epoch, left]))
  },
  'everything gone': ({ epoch }) => (client) =>
    client.query(`delete from ledger_entries where epoch = $1`, [epoch]).then(() => client.query(`delete from ledger_checkpoints where epoch = $1`, [epoch])),
  'the signature of a checkpoint': ({ epoch, size }, below) => {
    const at = below(80)
    return (client) => client.query(`update ledger_checkpoints set note = overlay(note placing case when substr(note, length(note) - 2 - $3::int, 1) = 'A' then 'B' else 'A' end from length(note) - 2 - $3::int for 1) where epoch = $1 and size = $2`, [epoch, size, at])
  },
  'the size of a checkpoint': ({ epoch, size }) => (client) =>
    client.query(`update ledger_checkpoints set note = replace(note, E'\\n' || $2 || E'\\n', E'\\n' || ($2 - 1) || E'\\n') where epoch = $1 and size = $2`, [epoch, size]),
}

/** What retention, erasure and time do to a ledger, and nobody need be told of. */
export const HARMLESS: Readonly<Record<string, Kind>> = {
  nothing: () => async () => undefined,
  'the words of some reasons erased': ({ epoch }, below) => {
    const every = 2 + below(50)
    return (client) => client.query(`update ledger_openings set reason = null, reason_salt = null where epoch = $1 and entry_index % $2 = 0`, [epoch, every])
  },
  'whole openings erased': ({ epoch, size }, below) => {
    const from = below(size)
    return (client) => client.query(`delete from ledger_openings where epoch = $1 and entry_index >= $2`, [epoch, from])
  },
  'checkpoints on the way thinned out': ({ epoch, size }, below) => {
    const every = 2 + below(5)
    return (client) => client.query(`delete from ledger_checkpoints where epoch = $1 and size <> $2 and size % $3 <> 0`, [epoch, size, every])
  },
}
