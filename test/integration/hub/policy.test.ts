import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROLES, type FieldGroup, type Role } from '../../../shared/model/codes'
import { PurposeSchema, type Purpose } from '../../../shared/purposes/purpose'
import { createPolicyEngine, shippedPolicies } from '../../../service/hub/policy/policy-engine'
import { shippedLimits } from '../../../service/hub/policy/limits'

const purposes = PurposeSchema.array().parse(JSON.parse(readFileSync('shared/purposes/purposes.json', 'utf8')))
const policy = createPolicyEngine()
const officer = (role: Role) => ({ officerId: `some.${role}`, displayName: 'Somebody', role, team: 'income-and-debt' as const, district: 'canterbury' as const })
const household = { householdId: '0'.repeat(32), district: 'canterbury', isProtected: false }
const allows: readonly Role[] = ['officer', 'outreach', 'supervisor']
const roles = Object.keys(ROLES) as Role[]
const matrix = roles.flatMap((role) => purposes.map((purpose): [Role, string, Purpose] => [role, purpose.code, purpose]))

test.each(matrix)('%s with %s', (role, _, purpose) => {
  const isAllowed = allows.includes(role) && purpose.roles.includes(role)
  const reveal = policy.decideReveal(officer(role), household, purpose, purpose.fieldGroups)
  expect(reveal.outcome).toBe(isAllowed ? (purpose.approval === 'none' ? 'allow' : 'needs-approval') : 'forbid')
  expect(policy.decideFind(officer(role), purpose).outcome).toBe(isAllowed && purpose.forFind ? 'allow' : 'forbid')
  expect(policy.decideReveal(officer(role), { ...household, isProtected: true }, purpose, ['identity'])).toMatchObject(
    isAllowed ? { outcome: 'needs-approval', rule: 'protected-record' } : { outcome: 'forbid' },
  )
  expect(policy.decideWork(officer(role), household).outcome).toBe(allows.includes(role) ? 'allow' : 'forbid')
  expect(reveal.words.length).toBeGreaterThan(20)
})

const [first] = purposes
if (first === undefined) throw new Error('no purposes')

test('the purpose as signed decides: roles, groups, approval and find', () => {
  const only = { ...first, roles: ['supervisor' as const] }
  expect(policy.decideReveal(officer('officer'), household, only, ['identity'])).toMatchObject({ outcome: 'forbid', rule: 'role-not-covered-by-purpose' })
  expect(policy.decideReveal(officer('supervisor'), household, only, ['identity']).outcome).toBe('allow')
  const money: FieldGroup[] = ['identity', 'money']
  expect(policy.decideReveal(officer('officer'), household, first, money)).toMatchObject({ outcome: 'forbid', rule: 'details-not-covered-by-purpose' })
  expect(policy.decideReveal(officer('officer'), household, { ...first, approval: 'supervisor' }, ['identity'])).toMatchObject({ outcome: 'needs-approval', rule: 'purpose-needs-approval' })
  expect(policy.decideFind(officer('officer'), { ...first, forFind: false })).toMatchObject({ outcome: 'forbid', rule: 'purpose-not-for-find' })
})

test('forbid wins over approval: what is forbidden cannot be asked of a supervisor', () => {
  expect(policy.decideReveal(officer('admin'), { ...household, isProtected: true }, { ...first, roles: ['admin'] }, ['identity'])).toMatchObject({ outcome: 'forbid', rule: 'role-without-casework' })
})

test('approvals open what they were given for: one for a purpose that needs it, two for a protected record, whoever else forbids', () => {
  const police = purposes.find(({ code }) => code === 'court-or-law-enforcement') ?? first
  const outcomes = (isProtected: boolean, role: Role = 'officer') => [0, 1, 2].map((approvals) => policy.decideApprovedReveal(officer(role), { ...household, isProtected }, police, ['identity'], approvals))
  expect(outcomes(false).map(({ outcome }) => outcome)).toEqual(['forbid', 'allow', 'allow'])
  expect(outcomes(true).map(({ outcome }) => outcome)).toEqual(['forbid', 'forbid', 'allow'])
  expect(outcomes(true)[1]).toMatchObject({ rule: 'protected-record-needs-two' })
  expect(outcomes(false, 'admin').map(({ rule }) => rule)).toEqual(Array(3).fill('role-without-casework'))
  expect(outcomes(false, 'outreach').map(({ rule }) => rule)).toEqual(Array(3).fill('role-not-covered-by-purpose'))
})

test('an error inside a policy forbids', () => {
  const { schema, policies } = shippedPolicies()
  const overflowing = `${policies}\n@id("overflow")\n@words("Adds up to too much.")\npermit (principal, action, resource) when { 9223372036854775807 + (if principal.role == "officer" then 1 else 0) > 0 };`
  const engine = createPolicyEngine({ schema, policies: overflowing })
  expect(engine.decideReveal(officer('officer'), household, first, ['identity'])).toMatchObject({ outcome: 'forbid', rule: 'policy-error' })
  expect(engine.decideReveal(officer('supervisor'), household, first, ['identity']).outcome).toBe('allow')
})

test('a request that does not fit the schema forbids', () => {
  const nonsense = { ...household, isProtected: 'no' as unknown as boolean }
  expect(policy.decideReveal(officer('officer'), nonsense, first, ['identity'])).toMatchObject({ outcome: 'forbid', rule: 'policy-error' })
})

test('policies that do not fit the schema, lack an id or words, or repeat an id stop the hub from starting', () => {
  const { schema, policies } = shippedPolicies()
  const bad = [
    '@id("x") @words("y") permit (principal, action, resource) when { principal.salary > 3 };',
    '@words("no id") permit (principal, action, resource);',
    '@id("no-words") permit (principal, action, resource);',
    '@id("protected-record") @words("again") permit (principal, action, resource);',
    'permit (',
  ]
  for (const text of bad) expect(() => createPolicyEngine({ schema, policies: `${policies}\n${text}` }), text).toThrow()
})

test('with no rule at all nothing is allowed', () => {
  const { schema } = shippedPolicies()
  expect(createPolicyEngine({ schema, policies: '' }).decideReveal(officer('officer'), household, first, ['identity'])).toMatchObject({ outcome: 'forbid', rule: 'no-rule-allows' })
})

test('without its rule a protected record would open: the rule is what holds it', () => {
  const { schema, policies } = shippedPolicies()
  const start = policies.indexOf('@id("protected-record")')
  const without = policies.slice(0, start) + policies.slice(policies.indexOf(';', start) + 1)
  expect(createPolicyEngine({ schema, policies: without }).decideReveal(officer('officer'), { ...household, isProtected: true }, first, ['identity']).outcome).toBe('allow')
})

test('the caps are policy data', () => {
  expect(shippedLimits()).toEqual({ lookupsPerHour: 60, missedOpensPerHour: 60, deviceEventsPerHour: 2_000, refusedPerHour: 300, waitingRequests: 100 })
})
