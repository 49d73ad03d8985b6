import { createHash, createHmac, type generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Random } from '../../../service/demo/synthetic/random'
import { signCall, type Genuine, type Laptop, type Sent } from './grant-world'

/** What is replayed or swapped. */
export const FIELDS = ['device', 'officer', 'person', 'group', 'purpose', 'window-key', 'expiry', 'id', 'signature', 'nonce', 'url', 'method', 'body', 'token'] as const
export type Field = (typeof FIELDS)[number]

/** One attack: a genuine call in which something is not what it was. */
export interface Attack {
  readonly fields: readonly Field[]
  readonly to: Sent['to']
  readonly body: Genuine['body']
  /** Milliseconds by which the vault's clock is ahead meanwhile. */
  readonly skew: number
  send(body: Genuine['body']): Sent
}

/** What an attacker may have in hand: genuine calls of several officers, laptops, people, groups and purposes, and a second laptop of each officer. */
export interface Loot {
  readonly calls: readonly [Genuine, ...Genuine[]]
  /** Those that were answered already; the hub's others are new, as it gives the first answer again to who sends the same signed request again. */
  readonly answered: readonly [Genuine, ...Genuine[]]
  readonly laptops: readonly [Laptop, ...Laptop[]]
  /** A key pair of the attacker's own. */
  readonly ownKey: ReturnType<typeof generateKeyPairSync>
}

type Json = Record<string, unknown>
type Place = readonly string[]

/** Where each field stands in a call; `claims` are those inside the grant. */
const PLACES: Readonly<Partial<Record<Field, readonly Place[]>>> = {
  device: [['claims', 'deviceId'], ['signed', 'deviceId'], ['signed', 'payload', 'deviceId']],
  officer: [['claims', 'officerId'], ['signed', 'payload', 'officer'], ['openings', 'officer'], ['officer']],
  person: [['claims', 'persons'], ['claims', 'householdId'], ['signed', 'payload', 'persons'], ['openings', 'persons'], ['householdId'], ['criteria']],
  group: [['claims', 'fieldGroups'], ['claims', 'criteria'], ['signed', 'payload', 'fieldGroups'], ['signed', 'payload', 'criteria']],
  purpose: [['claims', 'purpose'], ['signed', 'payload', 'purpose'], ['signed', 'payload', 'relationship'], ['signed', 'payload', 'emergency']],
  'window-key': [['claims', 'windowKey'], ['signed', 'payload', 'windowKey'], ['windowKey']],
  expiry: [['claims', 'openBy'], ['claims', 'issuedAt'], ['signed', 'payload', 'statedAt']],
  id: [['claims', 'grantId'], ['claims', 'requestId'], ['claims', 'lookupId'], ['claims', 'leafHash'], ['claims', 'entryIndex'], ['signed', 'payload', 'requestId'], ['signed', 'payload', 'lookupId'], ['grant']],
  signature: [['signed', 'signature'], ['signed'], ['openings', 'reason']],
}
const SWAPPED = Object.keys(PLACES) as [Field, ...Field[]]

const TWENTY_MINUTES = 20 * 60_000
/** Beyond the two minutes in which a lost answer may be fetched again. */
const LATE = 150_000

/** The next attack of this stream of chance. */
export function nextAttack(random: Random, loot: Loot): Attack {
  const base = random.pick(loot.calls)
  const kind = random.weighted({ swap: 60, proof: 30, laptop: 5, late: 5 })
  if (kind === 'proof') return attackProof(random, base, loot)
  if (kind === 'laptop') return fromAnotherLaptop(random, base, loot)
  if (kind === 'late' && base.to === 'vault' && !base.endpoint.path.includes('lookup')) {
    return { fields: ['expiry'], to: base.to, body: base.body, skew: random.pick([LATE, TWENTY_MINUTES]), send: (body) => signed(base, body) }
  }
  return swap(random, base, loot)
}

const signed = ({ laptop, to, endpoint }: Genuine, body: unknown): Sent => signCall(laptop, to, endpoint.path, JSON.stringify(body))

/** A thief's own laptop and tokens, somebody else's call. */
function fromAnotherLaptop(random: Random, base: Genuine, { laptops }: Loot): Attack {
  const others = laptops.filter((laptop) => laptop !== base.laptop)
  const thief = others[random.whole(0, others.length - 1)] ?? base.laptop
  const fields: Field[] = thief.device.officerId === base.laptop.device.officerId ? ['device'] : ['device', 'officer']
  return { fields, to: base.to, body: base.body, skew: 0, send: (body) => signCall(thief, base.to, base.endpoint.path, JSON.stringify(body)) }
}

/** The call is as it was; what proves whose it is, is not. */
function attackProof(random: Random, picked: Genuine, { laptops, calls, answered }: Loot): Attack {
  const field = random.pick(['nonce', 'url', 'method', 'body', 'token', 'device', 'signature'] as const)
  const base = field === 'nonce' ? random.pick(answered) : picked
  const { laptop: { device, tokens }, to } = base
  const path: string = base.endpoint.path
  const other = laptops.find((laptop) => laptop.device.officerId !== device.officerId) ?? base.laptop
  const send = (sentBody: unknown): Sent => {
    const body = JSON.stringify(sentBody)
    const call = { method: 'POST', path, body, token: tokens[to] }
    const made = (more: Partial<typeof call>): Sent => ({ to, path, body, token: tokens[to], proof: device.proof({ ...call, ...more }) })
    switch (field) {
      case 'nonce': return { ...made({}), proof: usedProof(base, body) }
      case 'url': return made({ path: random.pick(['/details/', '/lookups', '/reveals', '/operations', '/health'].filter((each) => each !== path) as [string, ...string[]]) })
      case 'method': return made({ method: random.pick(['GET', 'PUT', 'post']) })
      case 'body': return made({ body: random.pick([`${body} `, JSON.stringify(random.pick(calls).body) + '\n', '']) })
      case 'token': return random.chance(0.5) ? made({ token: other.tokens[to] }) : { ...made({}), token: random.pick([other.tokens[to], tokens[to === 'hub' ? 'vault' : 'hub']]) }
      case 'device': return { ...made({}), proof: other.device.proof(call) }
      case 'signature': return { ...made({}), proof: alteredProof(random, device.proof(call)) }
    }
  }
  return { fields: [field], to, body: base.body, skew: 0, send }
}

const used = new WeakMap<Genuine, Map<string, string>>()

/** The proof that this very call was sent with before. */
function usedProof(base: Genuine, body: string): string {
  const before = used.get(base)?.get(body)
  if (before === undefined) throw new Error('that call was never sent')
  return before
}

/** Signs a genuine call and remembers its proof, so that the very same bytes can be sent again. */
export function sentAndRemembered(base: Genuine, body: unknown): Sent {
  const sent = signed(base, body)
  used.set(base, (used.get(base) ?? new Map<string, string>()).set(sent.body, sent.proof))
  return sent
}

/** One to three fields, each in some of its places, taken from another genuine call or made up; signed again where the attacker can. */
function swap(random: Random, base: Genuine, loot: Loot): Attack {
  for (;;) {
    const fields = [...new Set(Array.from({ length: random.whole(1, 3) }, () => random.pick(SWAPPED)))]
    const donors = loot.calls.filter((call) => call !== base && call.endpoint === base.endpoint)
    const donor = donors[random.whole(0, donors.length - 1)] ?? base
    const target = opened(base.body)
    const source = opened(donor.body)
    const places = fields.flatMap((field) => somePlaces(random, field).map((place) => ({ field, place })))
    for (const { field, place } of places) swapAt(random, { target, source, field, place })
    const body = closed(random, { target, base, loot })
    const changed = fields.filter((field) => places.some((each) => each.field === field && !isDeepStrictEqual(at(target, each.place), at(opened(base.body), each.place))))
    // What is the same in both calls swaps nothing.
    if (changed.length > 0 && !isDeepStrictEqual(body, base.body)) return { fields: changed, to: base.to, body, skew: 0, send: (sentBody) => signed(base, sentBody) }
  }
}

function somePlaces(random: Random, field: Field): readonly Place[] {
  const all = PLACES[field] ?? []
  const some = all.filter(() => random.chance(0.5))
  return some.length > 0 ? some : all
}

/** The call with its grant read: claims beside header and signature. */
function opened(body: Json): Json {
  const copy = structuredClone(body)
  if (typeof copy['grant'] !== 'string') return copy
  return { ...copy, claims: JSON.parse(Buffer.from(copy['grant'].split('.')[1] ?? '', 'base64url').toString('utf8')) as Json }
}

/** Made one call again. Altered claims keep the old signature, or get one that the attacker can make; an altered request may be signed anew by the laptop itself. */
function closed(random: Random, { target, base, loot }: Readonly<{ target: Json; base: Genuine; loot: Loot }>): Json {
  const { claims, ...body } = target
  const before = opened(base.body)
  if (claims !== undefined && !isDeepStrictEqual(claims, before['claims'])) body['grant'] = forgedGrant(random, String(base.body['grant']), claims, loot)
  const { payload } = body['signed'] as { payload: unknown }
  const isAltered = !isDeepStrictEqual(payload, (before['signed'] as { payload: unknown }).payload)
  // At the hub a request that its own laptop signs anew is simply another request; at the vault it is one that nobody entered.
  if (isAltered && base.to === 'vault' && random.chance(0.5)) body['signed'] = base.laptop.device.sign(payload)
  return body
}

function forgedGrant(random: Random, grant: string, claims: unknown, { ownKey }: Loot): string {
  const [header = '', , signature = ''] = grant.split('.')
  const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const { kid, typ } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as Record<string, string>
  const way = random.pick(['kept', 'own key', 'none', 'hmac', 'embedded key'] as const)
  const headers = { kept: null, 'own key': { alg: 'EdDSA', kid, typ }, none: { alg: 'none', kid, typ }, hmac: { alg: 'HS256', kid, typ }, 'embedded key': { alg: 'EdDSA', kid, typ, jwk: ownKey.publicKey.export({ format: 'jwk' }) } }
  const said = headers[way] === null ? header : encode(headers[way])
  const text = `${said}.${encode(claims)}`
  if (way === 'kept') return `${text}.${signature}`
  if (way === 'none') return `${text}.`
  if (way === 'hmac') return `${text}.${createHmac('sha256', JSON.stringify(ownKey.publicKey.export({ format: 'jwk' }))).update(text).digest('base64url')}`
  return `${text}.${sign(null, Buffer.from(text), ownKey.privateKey).toString('base64url')}`
}

function swapAt(random: Random, { target, source, field, place }: Readonly<{ target: Json; source: Json; field: Field; place: Place }>): void {
  const before = at(target, place)
  if (before === undefined) return
  const other = at(source, place)
  const isMadeUp = other === undefined || isDeepStrictEqual(other, before) || random.chance(0.3)
  setAt(target, place, isMadeUp ? madeUp(random, field, before) : other)
}

const flipped = (random: Random, text: string): string => {
  const index = random.whole(0, text.length - 2)
  return text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1)
}

/** Of the same form, and never seen before. */
function madeUp(random: Random, field: Field, before: unknown): unknown {
  if (field === 'expiry') return new Date(Date.now() + random.whole(1, 600) * 60_000).toISOString()
  if (field === 'group') return random.chance(0.5) ? ['address', 'contact', 'identity', 'notes'] : ['notes']
  if (typeof before === 'boolean') return !before
  if (typeof before === 'number') return before + random.whole(1, 3)
  if (Array.isArray(before)) return [createHash('sha256').update(String(random.next())).digest('hex').slice(0, 32)]
  if (typeof before === 'string') return /^[0-9a-f]{8}-/.test(before) ? randomUUID() : /^[0-9a-f]+$/.test(before) ? createHash('sha256').update(String(random.next())).digest('hex').slice(0, before.length) : flipped(random, before)
  if (typeof before !== 'object' || before === null) return before
  const keys = Object.keys(before)
  const key = keys[random.whole(0, keys.length - 1)] ?? ''
  return { ...before, [key]: madeUp(random, field, (before as Json)[key]) }
}

const alteredProof = (random: Random, proof: string): string => {
  const { signature, ...rest } = JSON.parse(Buffer.from(proof, 'base64url').toString('utf8')) as { signature: string }
  return Buffer.from(JSON.stringify({ ...rest, signature: flipped(random, signature) })).toString('base64url')
}

const at = (value: unknown, place: Place): unknown => place.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value)

function setAt(target: Json, place: Place, value: unknown): void {
  const holder = at(target, place.slice(0, -1)) as Json
  holder[place.at(-1) ?? ''] = value
}
