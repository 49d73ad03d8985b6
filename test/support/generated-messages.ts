import fc from 'fast-check'
import { contract } from '../../shared/ipc/contract'

/** One call of the bridge with whatever it is given. */
export interface GeneratedMessage {
  readonly group: string
  readonly name: string
  readonly channel: string
  readonly request: unknown
}

const CHANNELS = Object.entries(contract).flatMap(([group, entries]) => Object.entries(entries).map(([name, entry]) => ({ group, name, channel: entry.channel })))

/** Names that the schemas know, so that generated objects come near to what they want. */
const KNOWN = ['householdId', 'persons', 'purpose', 'wordingHash', 'reason', 'fieldGroups', 'windowKey', 'requestId', 'event', 'fieldGroup', 'textHash', 'passphrase', 'filters',
  'sort', 'after', 'limit', 'reference', 'criteria', 'channel', 'outcome', 'note', 'aboutPersonId', 'nextAction', 'key', 'value', 'id', 'before', '__proto__', 'constructor']

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1, 1e308, '', ' ', '../../etc/passwd', "'; DROP TABLE households; --", '<img src=x onerror=alert(1)>', '0'.repeat(32), 'a'.repeat(64),
    '00000000-0000-7000-8000-000000000000', 'own-contact', 'urgency', 'shown', 'identity', '\u0000', '\ud800', 'x'.repeat(5_000)),
  fc.string(), fc.integer(), fc.double({ noNaN: true }),
)
const near = fc.dictionary(fc.constantFrom(...KNOWN), fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: fc.array(leaf, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...KNOWN), leaf, { maxKeys: 3 }) }), { maxKeys: 8 })
const anything = fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: leaf }, { weight: 1, arbitrary: fc.array(near, { maxLength: 3 }) }, { weight: 1, arbitrary: fc.jsonValue() })

/** Calls that end something when they are well-formed; only their malformed forms are sent. */
const ENDING = new Set(['access:sign-in', 'access:start-again', 'access:lock'])

const isEmptyObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** `count` messages spread evenly over all channels; the same seed gives the same ones. */
export function generateMessages(count: number, seed: number): GeneratedMessage[] {
  const requests = fc.sample(anything, { numRuns: count, seed })
  return requests.map((request, index) => {
    const place = CHANNELS[index % CHANNELS.length]
    if (place === undefined) throw new Error('the contract is empty')
    return { ...place, request: ENDING.has(place.channel) && isEmptyObject(request) ? { surplus: true } : request }
  })
}
