import { CasementError } from '../../../../shared/errors/casement-error'
import { MOST_LINES } from '../../../../shared/model/access-statement'
import { londonDay } from '../../../../shared/model/london-day'
import type { HubDatabase } from '../../repositories/hub-tables'
import type { StoredStatement } from '../../repositories/statement-repository'
import { readActs, type KeyedAct } from '../oversight/read-acts'

const PAGE = 200
const atOf = ({ act }: KeyedAct): string => (act.act === 'reveal' ? act.look.at : act.opening.at)

/**
 * Everything that a statement is made of, oldest first, in its period and up to its moment: what concerns the people who were in the household at that moment,
 * while they were, and nothing of whoever lived there before; or what concerns the one person it is about, wherever they lived. Throws STATEMENT_TOO_LONG.
 */
export async function readScope(db: HubDatabase, statement: StoredStatement): Promise<KeyedAct[]> {
  const { household_id: householdId, person_id: personId, from_day: from, to_day: to } = statement
  const asOf = statement.as_of.getTime()
  const of = personId === null ? { peopleOf: householdId, at: statement.as_of } : { personId }
  const scope: KeyedAct[] = []
  for (let after: string | null = null; ; ) {
    const page: { acts: KeyedAct[]; next: string | null } = await readActs(db, of, after, PAGE)
    scope.push(...page.acts.filter((keyed) => Date.parse(atOf(keyed)) <= asOf && (from === null || londonDay(atOf(keyed)) >= from) && londonDay(atOf(keyed)) <= to))
    if (scope.length > MOST_LINES) throw new CasementError('STATEMENT_TOO_LONG')
    if (page.next === null) return scope.toReversed()
    after = page.next
  }
}
