import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { overlayHousehold } from '../../../main/domain/overlay-household'
import type { StoredEntry } from '../../../main/store/repositories/outbox-repository'
import type { CaseloadKind } from '../../../shared/model/caseload-operation'
import type { Officer } from '../../../shared/model/officer'
import { makeHousehold } from '../renderer/support/household-factory'

const ME: Officer = { officerId: 'amara.okafor', displayName: 'Amara Okafor', role: 'officer', team: 'income-and-debt', district: 'canterbury' }
const household = { ...makeHousehold(3, '2026-11-26'), nextAction: null, contacts: [], version: 3 }
const deviceId = randomUUID()
let position = 0

function entry(kind: CaseloadKind | 'contact-outcome', want: Record<string, unknown> = {}, state: StoredEntry['state'] = 'waiting'): StoredEntry {
  const operationId = randomUUID()
  position += 1
  const at = new Date(Date.parse('2026-11-26T09:00:00.000Z') + position * 60_000).toISOString()
  const payload = { v: 1, type: 'operation', operationId, deviceId, at, householdId: household.householdId, baseVersion: 3, kind, ...want }
  return {
    operationId, target: 'hub', kind, householdId: household.householdId, reference: household.reference, at, state, code: null, position,
    body: JSON.stringify({ payload, deviceId, signature: 'A'.repeat(86) }),
  }
}
const overlaid = (...entries: StoredEntry[]) => overlayHousehold(household, entries, ME)
const VISIT = { kind: 'visit', dueOn: '2026-11-28' } as const

describe('what waits on this laptop is laid over a household', () => {
  it('act upon act, in their order', () => {
    const { household: seen, caseloadPending } = overlaid(
      entry('claim'), entry('next-action', { nextAction: VISIT, baseAction: null }), entry('hand-over', { toOfficer: 'leila.haddad', note: 'leave' }),
    )
    expect(seen).toMatchObject({ allocatedOfficer: 'leila.haddad', nextAction: VISIT, nextActionOwner: 'leila.haddad', allocation: { by: 'amara.okafor', act: 'hand-over', note: 'leave' } })
    expect(caseloadPending.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
    expect(overlaid(entry('claim'), entry('release', { baseOfficer: 'amara.okafor' })).household.allocatedOfficer).toBeNull()
  })

  it('not what was refused: there the hub’s word stands, and the mark says so', () => {
    const { household: seen, caseloadPending } = overlaid(entry('claim', {}, 'needs-attention'))
    expect(seen.allocatedOfficer).toBeNull()
    expect(caseloadPending).toMatchObject([{ words: 'Take into my caseload', state: 'needs-attention' }])
  })

  it('what another version wrote and this one cannot read costs nothing that stands beside it', () => {
    const unread = (kind: Parameters<typeof entry>[0], state: StoredEntry['state'] = 'waiting') => ({ ...entry(kind, { v: 9 }, state), ...(state === 'acknowledged' ? { body: 'no json' } : {}) })
    const { household: seen, caseloadPending } = overlaid(unread('claim'), unread('contact-outcome'), unread('release', 'acknowledged'), { ...unread('claim'), kind: 'safety' }, { ...unread('claim'), kind: 'new-details' }, entry('next-action', { nextAction: VISIT, baseAction: null }))
    expect(seen.nextAction).toEqual(VISIT)
    expect(caseloadPending.map(({ words }) => words)).toEqual(['Take into my caseload', 'Next action'])
  })

  it('what was acknowledged, until the cache has a later version', () => {
    const acknowledged = entry('claim', {}, 'acknowledged')
    expect(overlaid(acknowledged)).toMatchObject({ household: { allocatedOfficer: 'amara.okafor' }, caseloadPending: [] })
    expect(overlayHousehold({ ...household, version: 4 }, [acknowledged], ME).household.allocatedOfficer).toBeNull()
  })

  it('contacts among the acts: the later one says what comes next', () => {
    const contact = (nextAction: unknown) => entry('contact-outcome', { channel: 'phone', outcome: 'no-answer', noteId: null, nextAction })
    const callBack = { kind: 'call-back', dueOn: '2026-11-30' }
    expect(overlaid(entry('next-action', { nextAction: VISIT, baseAction: null }), contact(callBack)).household.nextAction).toEqual(callBack)
    expect(overlaid(contact(callBack), entry('next-action', { nextAction: null, baseAction: callBack })).household.nextAction).toBeNull()
    expect(overlaid(contact({ kind: 'visit', dueOn: '2026-11-26' }), contact(null)).household).toMatchObject({ nextAction: null, nextActionOwner: null, contacts: [{}, {}] })
    expect(overlaid(entry('contact-outcome', { channel: 'phone', outcome: 'no-answer', noteId: null, nextAction: null }, 'needs-attention')).household.contacts).toHaveLength(1) // words always show
  })

  it('a referral as it goes: waiting, accepted into the own team, declined, withdrawn', () => {
    const refer = entry('refer', { toTeam: 'outreach', toDistrict: 'canterbury', reason: 'home-visit' })
    const { referral } = overlaid(refer).household
    expect(referral).toMatchObject({ referralId: refer.operationId, state: 'pending', from: { team: 'income-and-debt', district: 'canterbury' } })
    expect(overlaid(refer, entry('withdraw-referral', { referralId: refer.operationId })).household.referral).toMatchObject({ state: 'withdrawn', decidedBy: 'amara.okafor' })
    const offered = { ...household, referral }
    const tom: Officer = { ...ME, officerId: 'tom.brennan', team: 'outreach', role: 'outreach' }
    expect(overlayHousehold(offered, [entry('accept-referral', { referralId: refer.operationId })], tom).household).toMatchObject({ allocatedOfficer: 'tom.brennan', allocatedTeam: 'outreach', allocatedDistrict: null, referral: { state: 'accepted' } })
    expect(overlayHousehold(offered, [entry('decline-referral', { referralId: refer.operationId, reason: 'no-capacity' })], tom).household).toMatchObject({ allocatedTeam: 'income-and-debt', referral: { state: 'declined', declineReason: 'no-capacity' } })
  })
})
