import { expect, test } from 'vitest'
import { ROLES, type Role } from '../../../shared/model/codes'
import type { Officer } from '../../../shared/model/officer'
import type { Referral } from '../../../shared/model/caseload'
import type { CaseloadAction, PolicyCase } from '../../../service/hub/policy/policy-case'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'

const policy = createPolicyEngine()
const HERE = { team: 'income-and-debt', district: 'canterbury' } as const
const THERE = { team: 'outreach', district: 'canterbury' } as const
const officer = (role: Role, place: Pick<Officer, 'team' | 'district'> = HERE): Officer => ({ officerId: `some.${role}`, displayName: 'Somebody', role, ...place })
const household: PolicyCase = { householdId: '0'.repeat(32), district: 'canterbury', isProtected: false, allocatedTeam: 'income-and-debt', allocatedDistrict: null, allocatedOfficer: null, referral: null } as unknown as PolicyCase
const pending = (by: string): Referral => ({ referralId: '0193a000-0000-7000-8000-000000000000', at: '2026-11-26T09:00:00.000Z', by, from: HERE, to: THERE, reason: 'home-visit', state: 'pending', decidedAt: null, decidedBy: null, declineReason: null })
const ask = (who: Officer, action: CaseloadAction, about: Partial<PolicyCase> = {}, to: Pick<Officer, 'role' | 'team' | 'district'> = who) => policy.decideCaseload(who, action, { ...household, ...about }, to)
const roles = Object.keys(ROLES) as Role[]
const CASEWORK: readonly Role[] = ['officer', 'outreach', 'supervisor']

test.each(roles)('%s: acts on a household of the own caseload', (role) => {
  const who = officer(role)
  const isCasework = CASEWORK.includes(role)
  const own = { allocatedOfficer: who.officerId }
  for (const [action, about] of [['claim', {}], ['handOver', own], ['release', own], ['plan', {}], ['refer', own], ['withdrawReferral', { referral: pending(who.officerId) }]] as const)
    expect(ask(who, action, about, action === 'refer' ? { role: 'officer', ...THERE } : { role: 'officer', ...HERE })).toMatchObject(isCasework ? { outcome: 'allow' } : { outcome: 'forbid', rule: 'role-without-casework' })
  expect(ask(who, 'allocate', {}, { role: 'officer', ...HERE }).outcome).toBe(role === 'supervisor' ? 'allow' : 'forbid')
  const answering = officer(role, THERE)
  for (const action of ['acceptReferral', 'declineReferral'] as const) {
    expect(ask(answering, action, { referral: pending('some.body') }).outcome).toBe(isCasework ? 'allow' : 'forbid')
    expect(ask(who, action, { referral: pending('some.body') }).outcome).toBe('forbid')
  }
})

test('receivers: a colleague of the own team who does casework, nobody else', () => {
  const who = officer('officer')
  const own = { allocatedOfficer: who.officerId }
  for (const role of roles) expect(ask(who, 'handOver', own, { role, ...HERE })).toMatchObject(CASEWORK.includes(role) ? { outcome: 'allow' } : { outcome: 'forbid', rule: 'receiver-without-casework' })
  for (const place of [THERE, { team: 'income-and-debt', district: 'thanet' } as const]) {
    expect(ask(who, 'handOver', own, { role: 'officer', ...place }).outcome).toBe('forbid')
    expect(ask(officer('supervisor'), 'allocate', {}, { role: 'officer', ...place }).outcome).toBe('forbid')
  }
  expect(ask(who, 'handOver', { allocatedOfficer: 'some.body' }, { role: 'officer', ...HERE }).outcome).toBe('forbid')
})

test('households: the own team’s or of the own district without a team, wherever they lie; protected ones are not referred', () => {
  const who = officer('officer')
  const claimed = (about: Partial<PolicyCase>) => ask(who, 'claim', about).outcome
  expect([claimed({ allocatedTeam: null }), claimed({ allocatedTeam: null, district: 'thanet' }), claimed({ allocatedTeam: 'outreach' }), claimed({ allocatedDistrict: 'thanet' }), claimed({ district: 'thanet', allocatedDistrict: 'canterbury' })])
    .toEqual(['allow', 'forbid', 'forbid', 'forbid', 'allow'])
  const to = { role: 'officer' as const, ...THERE }
  expect(ask(who, 'refer', { isProtected: true, allocatedOfficer: who.officerId }, to)).toMatchObject({ outcome: 'forbid', rule: 'protected-record-not-referred' })
  expect(ask(officer('officer', THERE), 'acceptReferral', { isProtected: true, referral: pending('some.body') })).toMatchObject({ rule: 'protected-record-not-referred' })
  expect(ask(who, 'refer', {}, { role: 'officer', ...HERE })).toMatchObject({ outcome: 'forbid', rule: 'referral-to-same-team' })
  expect(ask(who, 'withdrawReferral', { referral: pending('some.body') }).outcome).toBe('forbid')
  expect(ask(officer('supervisor'), 'withdrawReferral', { referral: pending('some.body') }).outcome).toBe('allow')
})

test('each of the forbids matters: without it somebody gets what they must not', () => {
  const { schema, policies } = shippedPolicies()
  const without = (id: string) => createPolicyEngine({ schema, policies: policies.split(/(?=@id\()/).filter((text) => !text.startsWith(`@id("${id}")`)).join('') })
  const who = officer('officer')
  const own = { ...household, allocatedOfficer: who.officerId }
  expect(without('receiver-without-casework').decideCaseload(who, 'handOver', own, { role: 'admin', ...HERE }).outcome).toBe('allow')
  expect(without('protected-record-not-referred').decideCaseload(who, 'refer', { ...own, isProtected: true }, { role: 'officer', ...THERE }).outcome).toBe('allow')
  expect(without('referral-to-same-team').decideCaseload(who, 'refer', own, { role: 'officer', ...HERE }).outcome).toBe('allow')
})
