import { CasementError } from '../../../../shared/errors/casement-error'
import { londonDay } from '../../../../shared/model/london-day'
import type { Officer } from '../../../../shared/model/officer'
import type { DeviceCaller } from '../../../plugins/authentication'
import type { HubServices } from '../../hub-services'
import type { OversightAct } from '../../policy/policy-engine'
import { tellOfOwnCircle } from '../circle/tell-of-own-circle'
import { getOfficer, type HubOfficer } from '../../repositories/officer-repository'
import { insertOversightAccess, type OversightAccess } from '../../repositories/oversight/oversight-access-repository'

/** The caller, when policy allows the act. Throws ACCESS_ROLE_FORBIDDEN with the rule's words. */
export async function requireAllowed({ db, policy }: HubServices, caller: DeviceCaller, actOf: (officer: Officer) => OversightAct): Promise<HubOfficer> {
  const officer = await getOfficer(db, caller.officerId)
  const { outcome, rule, words } = policy.decideOversight(officer, actOf(officer))
  if (outcome !== 'allow') throw new CasementError('ACCESS_ROLE_FORBIDDEN', { rule, words })
  return officer
}

/** Who knows somebody looks at nothing that was done with them: somebody else does. Asked once the question is kept; told once a day and household, as of any try. Throws CIRCLE_OWN. */
export async function requireOutsideCircle({ db, clock }: HubServices, officer: HubOfficer, householdId: string | null): Promise<void> {
  if (householdId === null || !officer.circle.includes(householdId)) return
  const at = new Date(clock.now())
  await db.transaction().execute((trx) => tellOfOwnCircle(trx, officer, { mark: `${londonDay(at.toISOString())} ${householdId}`, requestId: null, at }))
  throw new CasementError('CIRCLE_OWN')
}

/** Keeps that somebody reviewed, before anything is read: a review that cannot be recorded shows nothing. */
export const recordReview = ({ db, clock }: HubServices, caller: DeviceCaller, access: Pick<OversightAccess, 'act' | 'criteria' | 'householdId'>): Promise<void> =>
  insertOversightAccess(db, { ...access, officerId: caller.officerId, deviceId: caller.deviceId, at: new Date(clock.now()) })

/** Which of these criteria were given: their names, never their values. */
export const namesGiven = (criteria: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(criteria).filter((name) => criteria[name] !== null && criteria[name] !== undefined).toSorted()
