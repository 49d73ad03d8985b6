import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FIELD_GROUPS, ROLES, type FieldGroup, type Role } from '../../../shared/model/codes'
import { PurposeSchema, type Purpose } from '../../../shared/purposes/purpose'
import { prefilledReason } from '../../../shared/reason/prefilled-reason'
import { createPolicyEngine, shippedPolicies, type PolicyEngine } from '../../../service/hub/policy/policy-engine'
import { approvalCells, approvalOracle, cells, oracle, readTable, type ApprovalCell, type Cell, type Verdict } from './policy-oracle'

/** Every cell with `POLICY_MATRIX=full npx vitest run --project integration test/integration/hub/policy-matrix.test.ts`. */
const isFull = process.env['POLICY_MATRIX'] === 'full'
const purposes = PurposeSchema.array().parse(JSON.parse(readFileSync('shared/purposes/purposes.json', 'utf8')))
const table = readTable()
const [first] = purposes
if (first === undefined) throw new Error('no purposes')
const everything: Purpose = { ...first, code: 'signed-for-everybody', roles: Object.keys(ROLES) as [Role, ...Role[]], fieldGroups: Object.keys(FIELD_GROUPS) as [FieldGroup, ...FieldGroup[]], approval: 'none', forFind: true, freeText: 'always' }

const officer = (role: Role, team = 'income-and-debt' as const) => ({ officerId: `some.${role}`, displayName: 'Somebody', role, team, district: 'canterbury' as const })
const placeOf = (district: 'own' | 'other') => (district === 'own' ? 'canterbury' : 'dover')

/** Find knows neither household nor groups: one answer for a role and a purpose. */
const found = new WeakMap<PolicyEngine, Map<string, 'allow' | 'forbid'>>()
function findOnce(policy: PolicyEngine, role: Role, purpose: Purpose): 'allow' | 'forbid' {
  const known = found.get(policy) ?? new Map<string, 'allow' | 'forbid'>()
  found.set(policy, known)
  const key = `${role} ${purpose.code}`
  const answer = known.get(key) ?? (policy.decideFind(officer(role), purpose).outcome === 'allow' ? 'allow' : 'forbid')
  known.set(key, answer)
  return answer
}

function actual(policy: PolicyEngine, cell: Cell): Verdict {
  const purpose = cell.purpose === null ? everything : purposes.find(({ code }) => code === cell.purpose)
  if (purpose === undefined) return { reveal: 'forbid', underApproval: 'forbid', find: 'forbid', asksOwnWords: true }
  const household = { householdId: '0'.repeat(32), district: placeOf(cell.district), isProtected: cell.isProtected }
  const who = officer(cell.role)
  const { outcome } = cell.approvals === 0
    ? policy.decideReveal(who, household, purpose, [cell.group])
    : policy.decideApprovedReveal(who, household, purpose, [cell.group], cell.approvals)
  const claimed = cell.approvals === 0 ? policy.decideApprovedReveal(who, household, purpose, [cell.group], 0).outcome : outcome
  return { reveal: outcome, underApproval: claimed, find: findOnce(policy, cell.role, purpose), asksOwnWords: prefilledReason(purpose, cell.relationship) === null }
}

function actualApproval(policy: PolicyEngine, cell: ApprovalCell): string {
  const who = officer(cell.role)
  return policy.decideApproval(who, {
    requestId: 'some', requesterId: cell.isOwnRequest ? who.officerId : 'somebody.else', requesterTeam: cell.team === 'requester' ? who.team : 'outreach', district: placeOf(cell.district),
    team: cell.team === 'household' ? who.team : null, isProtected: cell.isProtected,
  }, cell.hasDecided).outcome
}

const differences = (policy: PolicyEngine, of: readonly Cell[]): Cell[] => of.filter((cell) => JSON.stringify(actual(policy, cell)) !== JSON.stringify(oracle(table, cell)))
const approvalDifferences = (policy: PolicyEngine): ApprovalCell[] => approvalCells().filter((cell) => actualApproval(policy, cell) !== approvalOracle(cell))

test('the policies decide every cell as the document says', () => {
  const [all, approvals, policy] = [cells(table.map(({ purpose }) => purpose), isFull), approvalCells(), createPolicyEngine()]
  const different = [...differences(policy, all), ...approvalDifferences(policy)]
  process.stdout.write(`policy matrix: ${all.length + approvals.length} cells (${all.length} of reveal, find and words; ${approvals.length} of approving), ${different.length} differences\n`)
  expect(all.length).toBeGreaterThanOrEqual(2_000)
  expect(different).toEqual([])
}, 600_000)

test('the document and the signed purposes speak of the same ones', () => {
  expect(table.map(({ purpose }) => purpose).toSorted()).toEqual(purposes.map(({ code }) => code).toSorted())
})

/** The shipped rules with one word changed, or one rule taken out. */
const { schema, policies } = shippedPolicies()
const ruleOf = (id: string): string => {
  const start = policies.indexOf(`@id("${id}")`)
  return policies.slice(start, policies.indexOf(';', start) + 1)
}
const FLIPS: readonly (readonly [name: string, from: string, to: string])[] = [
  ['a protected record opens with one', 'context.approvals < 2', 'context.approvals < 1'],
  ['a purpose that needs approval opens without', ruleOf('purpose-needs-approval'), ''],
  ['a protected record opens like any other', ruleOf('protected-record'), ''],
  ['an approved reveal needs none', ruleOf('purpose-needs-one'), ''],
  ['roles without case work open details', '["ig-lead", "admin"].contains(principal.role)', '["admin"].contains(principal.role)'],
  ['any group for any purpose', ruleOf('details-not-covered-by-purpose'), ruleOf('details-not-covered-by-purpose').replace('unless', 'when')],
  ['Find for any purpose', 'context.purpose.roles.contains(principal.role) && context.purpose.forFind', 'context.purpose.roles.contains(principal.role)'],
  ['one’s own request', ruleOf('own-request'), ''],
  ['twice by the same', ruleOf('decided-before'), ''],
  ['a supervisor of any district', 'principal.district == resource.district &&', 'true &&'],
]

test.each(FLIPS)('one flipped rule shows: %s', (_, from, to) => {
  const flipped = policies.replace(from, to)
  expect(flipped).not.toBe(policies)
  // A rule that only forbids what no rule permits is double; taking the forbid away must then show with its permit gone too.
  const policy = createPolicyEngine({ schema, policies: from.includes('forFind') ? flipped.replace(ruleOf('purpose-not-for-find'), '') : flipped })
  const some = cells(table.map(({ purpose }) => purpose), false).filter((cell, i) => i % 11 === 0 || (cell.role === 'officer' && cell.purpose === 'court-or-law-enforcement'))
  expect(differences(policy, some).length + approvalDifferences(policy).length).toBeGreaterThan(0)
}, 120_000)
