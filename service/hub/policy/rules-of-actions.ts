import { schemaToJson, type PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'

/** What a rule says of the actions that it is for. */
type ActionScope = PolicyJson['action']

/**
 * Which rules can have a say in which action, for every action of the schema: Cedar takes a copy of all that it is given for each
 * question. Left out is only what names other actions, and so never applies; what is not understood stays in.
 */
export function rulesOfActions<Rule extends { readonly scope: ActionScope }>(schema: string, rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const groups = readGroups(schema)
  return new Map([...groups.keys()].map((action) => {
    const itself = new Set([action, ...groupsOf(action, groups)])
    return [action, rules.filter(({ scope }) => namesOf(scope)?.some((name) => itself.has(name)) ?? true)]
  }))
}

/** Actions with the groups that they are in directly. */
function readGroups(schema: string): Map<string, readonly string[]> {
  const read = schemaToJson(schema)
  if (read.type !== 'success') throw new Error('the schema cannot be read')
  const actions = Object.values(read.json).flatMap((namespace) => Object.entries(namespace.actions))
  return new Map(actions.map(([name, { memberOf }]) => [name, (memberOf ?? []).map(({ id }) => id)]))
}

const groupsOf = (action: string, groups: ReadonlyMap<string, readonly string[]>): string[] => (groups.get(action) ?? []).flatMap((group) => [group, ...groupsOf(group, groups)])

/** Null: every action. */
function namesOf(scope: ActionScope): string[] | null {
  if (scope.op === 'All') return null
  const named = 'entities' in scope ? scope.entities : 'entity' in scope ? [scope.entity] : null
  const names = named?.map((entity) => ('__entity' in entity ? entity.__entity.id : entity.id))
  return names ?? null
}
