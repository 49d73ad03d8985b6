import { describe, expect, it } from 'vitest'
import { EvidenceSchema, type Evidence } from '../../../shared/api/oversight-api'
import { commit } from '../../../shared/ledger/commitment'
import { LookSchema, type Look } from '../../../shared/model/oversight'
import { saysTheSame } from '../../../main/domain/entry-prover'

const ID = '0193a000-0000-7000-8000-000000000001'
const SALT = Buffer.alloc(32, 7)
const salt = SALT.toString('base64url')
const REASON = 'Calling back about the eviction notice'
const hex = 'a'.repeat(64)
const receipt = { entryIndex: 3, treeSize: 4, inclusionProof: [], checkpoint: 'x', consistencyProof: [], knownSize: 0 }
const stated = {
  v: 1,
  epoch: 'fakeepoch1',
  deviceId: ID,
  officer: commit('officer', 'amara.okafor', SALT),
  purpose: { code: 'safeguarding-adult', version: 2, wordingHash: hex },
  knownSize: 0,
  statedAt: '2026-11-26T10:00:00.000Z',
}
const signed = (payload: unknown) => ({ payload, deviceId: ID, signature: 'A'.repeat(86) })
const revealed = (more: Record<string, unknown> = {}): Evidence =>
  EvidenceSchema.parse({
    receipt,
    officer: { value: 'amara.okafor', salt },
    reason: { value: REASON, salt },
    linked: null,
    authority: null,
    leaf: signed({
      ...stated,
      type: 'reveal-request',
      requestId: ID,
      persons: hex,
      reason: commit('reason', REASON, SALT),
      fieldGroups: ['contact', 'identity'],
      windowKey: 'A'.repeat(43),
    }),
    ...more,
  })
const look = (more: Record<string, unknown> = {}): Look =>
  LookSchema.parse({
    entry: { epoch: 'fakeepoch1', index: 3 },
    kind: 'reveal',
    at: '2026-11-26T10:00:01.000Z',
    actor: {
      officerId: 'amara.okafor',
      displayName: 'Amara Okafor',
      role: 'officer',
      team: 'outreach',
      district: 'thanet',
    },
    requestId: ID,
    reference: null,
    purpose: { code: 'safeguarding-adult', version: 2 },
    fieldGroups: ['contact', 'identity'],
    people: 1,
    reason: REASON,
    relationship: null,
    knownRelationship: null,
    linked: null,
    authority: null,
    isEmergency: false,
    outcome: 'shown',
    words: null,
    displays: 1,
    copies: 0,
    criteria: [],
    event: null,
    fieldGroup: null,
    isFlagged: false,
    ...more,
  })

describe('what is shown of an entry', () => {
  it('is what its leaf says', () => {
    expect(saysTheSame(look(), revealed())).toBe(true)
  })

  it('may lack the words, once they are erased', () => {
    expect(saysTheSame(look({ reason: null }), revealed({ reason: null }))).toBe(true)
  })

  it.each([
    [
      'another officer',
      { actor: { officerId: 'tom.brennan', displayName: null, role: null, team: null, district: null } },
    ],
    ['another purpose', { purpose: { code: 'own-contact', version: 2 } }],
    ['another version', { purpose: { code: 'safeguarding-adult', version: 1 } }],
    ['fewer groups', { fieldGroups: ['identity'] }],
    ['other words', { reason: 'Something else altogether' }],
    ['another request', { requestId: '0193a000-0000-7000-8000-000000000002' }],
    ['another kind', { kind: 'lookup' }],
    ['an event', { kind: 'device-event' }],
  ])('is not believed with %s', (_words, more) => {
    expect(saysTheSame(look(more), revealed())).toBe(false)
  })

  it.each([
    [
      'of the officer that does not open',
      { officer: { value: 'amara.okafor', salt: Buffer.alloc(32, 8).toString('base64url') } },
    ],
    ['of the officer missing', { officer: null }],
    ['of the words that does not open', { reason: { value: REASON, salt: Buffer.alloc(32, 8).toString('base64url') } }],
    ['of the words missing', { reason: null }],
  ])('is not believed with an opening %s', (_words, more) => {
    expect(saysTheSame(look(), revealed(more))).toBe(false)
  })

  describe('in the third form', () => {
    const LINKED = 'Prevention duty since 3 November 2026'
    const AUTHORITY = 'Data Protection Act 2018 Sch. 2 para. 2\nDetective Inspector, Kent Police'
    const third = (change: Record<string, unknown> = {}) => {
      const { leaf } = revealed()
      const payload = 'payload' in leaf ? leaf.payload : null
      return revealed({
        leaf: signed({
          ...payload,
          v: 3,
          approval: null,
          emergency: false,
          relationship: 'own-team',
          linked: commit('case', LINKED, SALT),
          authority: commit('authority', AUTHORITY, SALT),
        }),
        linked: { value: LINKED, salt },
        authority: { value: AUTHORITY, salt },
        ...change,
      })
    }
    const shown = { relationship: 'own-team', linked: LINKED, authority: AUTHORITY }

    it('is what its leaf says, with relationship, case and authority', () => {
      expect(saysTheSame(look(shown), third())).toBe(true)
      expect(saysTheSame(look({ ...shown, linked: null, authority: null }), third())).toBe(true)
    })

    it.each([
      ['another relationship', { relationship: 'allocated' }],
      ['no relationship', { relationship: null }],
      ['an emergency that was none', { isEmergency: true }],
      ['another case', { linked: 'Relief duty since 3 November 2026' }],
      ['another authority', { authority: 'Court order\nCounty Court at Canterbury' }],
    ])('is not believed with %s', (_words, more) => {
      expect(saysTheSame(look({ ...shown, ...more }), third())).toBe(false)
    })

    it.each([['linked'], ['authority']])('is not believed when the opening %s is missing or opens something else', (name) => {
      expect(saysTheSame(look(shown), third({ [name]: null }))).toBe(false)
      const [value, other] = name === 'linked' ? [LINKED, AUTHORITY] : [AUTHORITY, LINKED]
      expect(saysTheSame(look({ ...shown, [name]: other }), third({ [name]: { value: other, salt } }))).toBe(false)
      const wrong = Buffer.alloc(32, 8).toString('base64url')
      expect(saysTheSame(look(shown), third({ [name]: { value, salt: wrong } }))).toBe(false)
    })

    it('words for a commitment that is not there are not believed', () => {
      expect(saysTheSame(look({ linked: LINKED }), revealed({ linked: { value: LINKED, salt } }))).toBe(false)
    })
  })

  it('of a review is held to its own leaf: whose, of what, at which step, with which outcome and words', () => {
    const of = revealed({
      reason: { value: REASON, salt },
      leaf: signed({
        v: 1,
        type: 'review-outcome',
        outcomeId: ID,
        epoch: stated.epoch,
        deviceId: ID,
        officer: stated.officer,
        requestId: ID,
        requestLeaf: hex,
        step: 'review',
        outcome: 'concern',
        words: commit('reason', REASON, SALT),
        knownSize: 0,
        statedAt: stated.statedAt,
      }),
    })
    const shown = { kind: 'review', purpose: null, fieldGroups: [], outcome: 'concern', step: 'review' }
    expect(saysTheSame(look(shown), of)).toBe(true)
    expect(saysTheSame(look({ ...shown, reason: null }), of), 'erased words').toBe(true)
    const other = '0193a000-0000-7000-8000-000000000002'
    for (const more of [
      { kind: 'decision' },
      { outcome: 'justified' },
      { step: 'follow-up' },
      { step: null },
      { requestId: other },
      { reason: 'Something else was said of it' },
      { actor: { ...look().actor, officerId: 'tom.brennan' } },
    ])
      expect(saysTheSame(look({ ...shown, ...more }), of), JSON.stringify(more)).toBe(false)
  })

  it('of a look-up or an event is held to its own leaf', () => {
    const found = revealed({
      leaf: signed({ ...stated, type: 'lookup-request', lookupId: ID, criteria: ['name', 'postcode'] }),
      reason: null,
    })
    const asked = {
      kind: 'lookup',
      fieldGroups: [],
      reason: null,
      people: null,
      outcome: 'answered',
      criteria: ['name', 'postcode'],
    }
    expect(saysTheSame(look(asked), found)).toBe(true)
    expect(saysTheSame(look({ ...asked, criteria: ['name'] }), found)).toBe(false)
    const copied = revealed({
      leaf: signed({
        v: 1,
        type: 'device-event',
        eventId: ID,
        deviceId: ID,
        n: 0,
        previousHash: hex,
        event: 'copied',
        requestId: ID,
        grantId: null,
        fieldGroup: 'contact',
        at: stated.statedAt,
      }),
      officer: null,
      reason: null,
    })
    const event = {
      kind: 'device-event',
      purpose: null,
      fieldGroups: [],
      reason: null,
      people: null,
      outcome: null,
      event: 'copied',
      fieldGroup: 'contact',
    }
    expect(saysTheSame(look(event), copied)).toBe(true)
    expect(saysTheSame(look({ ...event, event: 'shown' }), copied)).toBe(false)
    expect(saysTheSame(look({ ...event, fieldGroup: 'address' }), copied)).toBe(false)
  })
})

describe('a decision that a deputy signed', () => {
  const decided = (v: 1 | 3, standsFor: { value: string; salt: string } | null): Evidence =>
    revealed({
      reason: null,
      standsFor,
      leaf: signed({
        v, type: 'approval-decision', decisionId: ID, epoch: 'fakeepoch1', deviceId: ID, officer: stated.officer, requestId: ID, requestLeaf: hex, decision: 'approve',
        fieldGroups: ['contact'], openForMinutes: 5, words: null, knownSize: 0, statedAt: stated.statedAt,
        ...(v === 3 ? { standsFor: commit('officer', 'priya.nair', SALT) } : {}),
      }),
    })
  const shown = (standsFor: string | null): Look =>
    look({
      kind: 'decision', purpose: null, people: null, reason: null, outcome: 'approve', fieldGroups: ['contact'],
      standsFor: standsFor === null ? null : { officerId: standsFor, displayName: null },
    })
  const priya = { value: 'priya.nair', salt }

  it('is shown with the supervisor whom its leaf commits to', () => {
    expect(saysTheSame(shown('priya.nair'), decided(3, priya))).toBe(true)
    expect(saysTheSame(shown(null), decided(1, null))).toBe(true)
  })

  it.each([
    ['under somebody else’s name', shown('grace.tembo'), decided(3, { value: 'grace.tembo', salt })],
    ['under a name that nothing opens', shown('priya.nair'), decided(3, null)],
    ['as if it were their own', shown(null), decided(3, priya)],
    ['as a deputy’s, and was signed in their own right', shown('priya.nair'), decided(1, priya)],
  ])('is not proved when it is shown %s', (_, what, evidence) => {
    expect(saysTheSame(what, evidence)).toBe(false)
  })
})
