import { policySetTextToParts, policyToJson, type PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'
import { describe, expect, test } from 'vitest'
import { shippedPolicies } from '../../../../service/hub/policy/policy-engine'
import { rulesOfActions } from '../../../../service/hub/policy/rules-of-actions'

const scopeOf = (policy: string): PolicyJson['action'] => {
  const parsed = policyToJson(policy)
  if (parsed.type !== 'success') throw new Error('no policy')
  return parsed.json.action
}
const rule = (action: string) => ({ action, scope: scopeOf(`permit (principal, ${action}, resource);`) })

const SCHEMA = `namespace Casement {
  entity Officer; entity Hub;
  action all;
  action oversight in [all];
  action review in [oversight] appliesTo { principal: Officer, resource: Hub, context: {} };
  action find appliesTo { principal: Officer, resource: Hub, context: {} };
}`
const named = (id: string): string => `Casement::Action::"${id}"`
const [everything, find, group, groups, either, outer] = [
  rule('action'), rule(`action == ${named('find')}`), rule(`action in ${named('oversight')}`), rule(`action in [${named('oversight')}]`), rule(`action in [${named('find')}, ${named('review')}]`), rule(`action in ${named('all')}`),
]

describe('The rules that can have a say in an action', () => {
  const rules = rulesOfActions(SCHEMA, [everything, find, group, groups, either, outer])

  test('name it, a group that it is in however deep, or no action at all', () => {
    expect(rules.get('find')).toEqual([everything, find, either])
    expect(rules.get('review')).toEqual([everything, group, groups, either, outer])
    expect([...rules.keys()].toSorted()).toEqual(['all', 'find', 'oversight', 'review'])
  })

  test('and whatever is not understood', () => {
    const odd = { action: 'odd', scope: { op: 'like' } as unknown as PolicyJson['action'] }
    expect([...rulesOfActions(SCHEMA, [odd]).values()]).toEqual([[odd], [odd], [odd], [odd]])
  })

  test('lose no rule that ships', () => {
    const { schema, policies } = shippedPolicies()
    const parts = policySetTextToParts(policies)
    if (parts.type !== 'success') throw new Error('no policies')
    const shipped = parts.policies.map((text) => ({ text, scope: scopeOf(text) }))
    const kept = new Set([...rulesOfActions(schema, shipped).values()].flat())
    expect(kept.size).toBe(shipped.length)
  })
})
