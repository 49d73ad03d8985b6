import { CasementError } from '../../../../shared/errors/casement-error'
import { MOST_LINES } from '../../../../shared/model/access-statement'
import { londonDay } from '../../../../shared/model/london-day'
import type { HubDatabase } from '../../repositories/hub-tables'
import { listPersonsOf, type StoredStatement } from '../../repositories/statement-repository'
import { readActs, type KeyedAct } from '../oversight/read-acts'

const PAGE = 200
const atOf = ({ act }: KeyedAct): string => (act.act === 'reveal' ? act.look.at : act.opening.at)

/**
 * Everything that a statement is made of, oldest first: what was done in its period, up to its moment, with the household or with the one member it is about.
 * A reveal whose people were erased counts: it may have been about them. Throws STATEMENT_TOO_LONG.
 */
export async function readScope(db: HubDatabase, statement: StoredStatement): Promise<KeyedAct[]> {
  const { household_id: householdId, person_id: personId, from_day: from, to_day: to } = statement
  const asOf = statement.as_of.getTime()
  const scope: KeyedAct[] = []
  for (let after: string | null = null; ; ) {
    const page: { acts: KeyedAct[]; next: string | null } = await readActs(db, householdId, after, PAGE)
    const inTime = page.acts.filter((keyed) => Date.parse(atOf(keyed)) <= asOf && (from === null || londonDay(atOf(keyed)) >= from) && londonDay(atOf(keyed)) <= to)
    scope.push(...(personId === null ? inTime : await aboutPerson(db, inTime, personId)))
    if (scope.length > MOST_LINES) throw new CasementError('STATEMENT_TOO_LONG')
    if (page.next === null) return scope.toReversed()
    after = page.next
  }
}

async function aboutPerson(db: HubDatabase, acts: readonly KeyedAct[], personId: string): Promise<KeyedAct[]> {
  const persons = await listPersonsOf(db, acts.flatMap(({ act }) => (act.act === 'reveal' && act.look.kind === 'reveal' ? [act.look.entry] : [])))
  return acts.filter(({ act }) => act.act === 'opening' || (persons.get(`${act.look.entry.epoch}.${act.look.entry.index}`)?.includes(personId) ?? true))
}
