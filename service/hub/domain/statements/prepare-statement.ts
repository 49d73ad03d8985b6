import type { RequestOf, ResponseOf } from '../../../../shared/api/define-endpoint'
import type { statementApi, StatementMember } from '../../../../shared/api/statement-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import type { HouseholdRecord } from '../../../../shared/model/household'
import { londonDay } from '../../../../shared/model/london-day'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import { findHousehold } from '../../repositories/household-repository'
import type { HubOfficer } from '../../repositories/officer-repository'
import { insertStatement, listOmissions, listStatements } from '../../repositories/statement-repository'
import { recordReview, requireAllowed, requireOutsideCircle } from '../oversight/allow-oversight'
import { getStatement, listOmissionsOf, toHead } from './statement-head'
import { readScope } from './statement-scope'

type Api = typeof statementApi

/** Whoever may make statements, recorded before anything is read. Throws ACCESS_ROLE_FORBIDDEN, CIRCLE_OWN. */
export async function enterStatements(services: HubServices, caller: DeviceCaller, criteria: readonly string[], householdId: string | null): Promise<HubOfficer> {
  const officer = await requireAllowed(services, caller, () => ({ action: 'makeStatement' }))
  await recordReview(services, caller, { act: 'statement', criteria, householdId })
  await requireOutsideCircle(services, officer, householdId)
  return officer
}

/** The members as everybody sees them. Throws NOT_FOUND for a reference that no household has. */
export async function listMembers(services: HubServices, caller: DeviceCaller, { reference }: RequestOf<Api['statementMembers']>): Promise<{ members: StatementMember[] }> {
  const household = await findHousehold(services.db, { reference })
  await enterStatements(services, caller, ['members', 'reference'], household?.household_id ?? null)
  if (household === undefined) throw new CasementError('NOT_FOUND')
  return { members: membersOf(household.document) }
}

/** Fixes whom a statement is about, its period and its moment: what happens afterwards is not in it. Twice the same is fine. */
export async function openStatement(services: HubServices, caller: DeviceCaller, { statementId, reference, personId, from, to }: RequestOf<Api['openStatement']>): Promise<{ statementId: string }> {
  const { db, clock } = services
  const household = await findHousehold(db, { reference })
  const officer = await enterStatements(services, caller, ['open', ...(personId === null ? [] : ['person']), ...(from === null && to === null ? [] : ['period']), 'reference'], household?.household_id ?? null)
  if (household === undefined) throw new CasementError('NOT_FOUND')
  const person = membersOf(household.document).find((member) => member.personId === personId)
  if (personId !== null && person === undefined) throw new CasementError('NOT_FOUND')
  const today = londonDay(clock.now())
  const last = to === null || to > today ? today : to
  if (from !== null && from > last) throw new CasementError('REQUEST_INVALID', { fields: 'from' })
  await insertStatement(db, {
    statement_id: statementId, household_id: household.household_id, reference, person_id: personId, person_role: person?.role ?? null, person_age_band: person?.ageBand ?? null,
    from_day: from, to_day: last, as_of: new Date(clock.now()), prepared_by: officer.officerId, device_id: caller.deviceId,
  })
  const kept = await getStatement(db, statementId)
  if (kept.prepared_by !== officer.officerId || kept.household_id !== household.household_id || kept.person_id !== personId) throw new CasementError('REQUEST_INVALID', { fields: 'statementId' })
  return { statementId }
}

export async function listStatementsFor(services: HubServices, caller: DeviceCaller, { after, limit }: Readonly<{ after: string | null; limit: number }>): Promise<ResponseOf<Api['listStatements']>> {
  const { officerId, circle } = await enterStatements(services, caller, ['list'], null)
  const rows = await listStatements(services.db, after, limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const statements = page.filter(({ household_id: householdId }) => !circle.includes(householdId))
  const omissions = await listOmissions(services.db, statements.map((statement) => statement.statement_id))
  return { statements: statements.map((statement) => toHead(services, officerId, statement, omissions)), next: last?.place ?? null }
}

/** What a statement is made of: the laptop proves each before it becomes a line. */
export async function readStatement(services: HubServices, caller: DeviceCaller, statementId: string): Promise<ResponseOf<Api['readStatement']>> {
  const { db } = services
  await requireAllowed(services, caller, () => ({ action: 'makeStatement' }))
  const statement = await getStatement(db, statementId)
  const { officerId } = await enterStatements(services, caller, ['read'], statement.household_id)
  return { head: toHead(services, officerId, statement, await listOmissionsOf(db, statement)), acts: await readScope(db, statement) }
}

const membersOf = (document: string): StatementMember[] => (JSON.parse(document) as HouseholdRecord).members.map(({ personId, role, ageBand }) => ({ personId, role, ageBand }))
