import { describe, expect, it } from 'vitest'
import { joinAuthority, splitAuthority } from '../../../../shared/model/authority'
import { CONTACT_CHANNELS, DUTY_KINDS, NEXT_ACTIONS, TEAMS, type Team } from '../../../../shared/model/codes'
import type { HouseholdRecord } from '../../../../shared/model/household'
import { isLinkedCase, linkedCases } from '../../../../shared/model/linked-case'
import { relationshipOf, type RelatedHousehold } from '../../../../shared/model/relationship'

const ID = '0193a000-0000-7000-8000-000000000001'
type Cases = Parameters<typeof linkedCases>[0]
const nothing: Cases = { duty: null, nextAction: null, referral: null, contacts: [] }
const codes = <T extends object>(vocabulary: T): (keyof T)[] => Object.keys(vocabulary) as (keyof T)[]
const duty = (kind: keyof typeof DUTY_KINDS): HouseholdRecord['duty'] => ({ kind, startedOn: '2026-11-03', dueOn: null, endedOn: null, endReason: null, source: 'housing', asAt: '2026-11-20' })
const referral = (team: Team, district: 'dover' | 'canterbury' = 'dover'): HouseholdRecord['referral'] => ({
  referralId: ID, at: '2026-11-05T23:30:00.000Z', by: 'amara.okafor', from: { team: 'outreach', district: 'dover' }, to: { team, district }, reason: 'home-visit', state: 'pending',
  decidedAt: null, decidedBy: null, declineReason: null,
})
const contact = (channel: keyof typeof CONTACT_CHANNELS, at = '2026-11-09T10:00:00.000Z'): HouseholdRecord['contacts'][number] => ({
  contactId: ID, at, officerId: 'amara.okafor', channel, outcome: 'no-answer', noteId: null, nextAction: null,
})

describe('the contact or case that a need can be about', () => {
  it('is the open duty, the next action, a referral that waits and the last contact, in that order', () => {
    const all = { duty: duty('prevention'), nextAction: { kind: 'call-back' as const, dueOn: '2026-12-01' }, referral: referral('outreach'), contacts: [contact('letter', '2026-10-01T10:00:00.000Z'), contact('phone')] }
    expect(linkedCases(all)).toEqual([
      'Prevention duty since 3 November 2026', 'Next action: Call back, due 1 December 2026', 'Referral to Outreach of 5 November 2026', 'Last contact: Phone, 9 November 2026',
    ])
  })

  it('is nothing where there is none, or where it is over', () => {
    expect(linkedCases(nothing)).toEqual([])
    expect(linkedCases({ ...nothing, duty: { ...duty('relief')!, endedOn: '2026-11-10' }, referral: { ...referral('outreach')!, state: 'declined' } })).toEqual([])
  })

  it('is recognised in every word that the vocabularies have, and nothing else is', () => {
    const every: Cases[] = [
      ...codes(DUTY_KINDS).map((kind) => ({ ...nothing, duty: duty(kind) })), ...codes(TEAMS).map((team) => ({ ...nothing, referral: referral(team) })),
      ...codes(NEXT_ACTIONS).map((kind) => ({ ...nothing, nextAction: { kind, dueOn: '2026-12-31' } })), ...codes(CONTACT_CHANNELS).map((channel) => ({ ...nothing, contacts: [contact(channel)] })),
    ]
    const words = every.flatMap(linkedCases)
    expect(words).toHaveLength(codes(DUTY_KINDS).length + codes(TEAMS).length + codes(NEXT_ACTIONS).length + codes(CONTACT_CHANNELS).length)
    expect(words.filter((each) => !isLinkedCase(each))).toEqual([])
    const others = ['', 'Prevention duty', 'Mrs Hartfield', 'Prevention duty since 3 November 2026 for Mrs Hartfield', 'Prevention duty since 99 November 2026', 'Next action: ring her, due 1 December 2026', 'prevention duty since 3 November 2026\n']
    expect(others.filter(isLinkedCase)).toEqual([])
  })
})

describe('power and authoriser', () => {
  it('are a line each, and nothing else is read as such', () => {
    const authority = { power: 'Court order under CPR 31', authoriser: 'District Judge, County Court at Canterbury' }
    expect(splitAuthority(joinAuthority(authority))).toEqual(authority)
    expect(['', 'one line', 'a\nb', 'three\nlines of\nwords', `power\n${'x'.repeat(121)}`].map(splitAuthority)).toEqual([null, null, null, null, null])
  })
})

describe('a relationship', () => {
  const me = { officerId: 'amara.okafor', team: 'outreach', district: 'dover' } as const
  const bare: RelatedHousehold = { allocatedOfficer: null, allocation: null, nextAction: null, nextActionOwner: null, referral: null, allocatedTeam: null, allocatedDistrict: null, district: 'dover' }
  const mine = (act: 'claim' | 'allocate', by: string): Partial<RelatedHousehold> => ({
    allocatedOfficer: me.officerId, allocatedTeam: 'outreach', allocation: { allocationId: ID, officerId: me.officerId, by, at: '2026-11-01T10:00:00.000Z', act, note: null },
  })
  it.each<[string, Partial<RelatedHousehold>, boolean, string]>([
    ['nothing recorded', {}, false, 'none'],
    ['another team', { allocatedTeam: 'welfare-rights' }, false, 'none'],
    ['the team of the same name in another district', { allocatedTeam: 'outreach', allocatedDistrict: 'thanet' }, false, 'none'],
    ['the own team', { allocatedTeam: 'outreach' }, false, 'own-team'],
    ['the own next action', { allocatedTeam: 'outreach', nextAction: { kind: 'visit', dueOn: '2026-12-01' }, nextActionOwner: me.officerId }, false, 'agreed-next-action'],
    ['somebody else’s next action', { nextAction: { kind: 'visit', dueOn: '2026-12-01' }, nextActionOwner: 'lena.fox' }, false, 'none'],
    ['taken by oneself', mine('claim', me.officerId), false, 'self-claimed'],
    ['taken by oneself, with a next action of one’s own', { ...mine('claim', me.officerId), nextAction: { kind: 'visit', dueOn: '2026-12-01' }, nextActionOwner: me.officerId }, false, 'self-claimed'],
    ['given by somebody else', mine('allocate', 'priya.nair'), false, 'allocated'],
    ['allocated at the source', { allocatedOfficer: me.officerId }, false, 'allocated'],
    ['referred to the own team', { referral: referral('outreach') }, true, 'referral'],
    ['referred to the own team elsewhere', { referral: referral('outreach', 'canterbury') }, false, 'none'],
    ['on duty', {}, true, 'duty-rota'],
    ['on duty, and allocated', { allocatedOfficer: me.officerId }, true, 'allocated'],
  ])('with %s is told by the masked facts', (_words, facts, isOnDuty, expected) => {
    expect(relationshipOf(me, { ...bare, ...facts }, isOnDuty)).toBe(expected)
  })
  it('an approved visit comes before what somebody took alone, and after what was given otherwise', () => {
    expect(relationshipOf(me, bare, false, true)).toBe('approved-visit')
    expect(relationshipOf(me, { ...bare, ...mine('claim', me.officerId) }, false, true)).toBe('approved-visit')
    expect(relationshipOf(me, { ...bare, allocatedOfficer: me.officerId }, false, true)).toBe('allocated')
  })
})
