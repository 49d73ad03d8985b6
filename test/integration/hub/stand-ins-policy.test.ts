import { expect, test } from 'vitest'
import { createPolicyEngine } from '../../../service/hub/policy/policy-engine'
import type { Role } from '../../../shared/model/codes'

/** Every combination of what may make somebody decide a request, or keep them from it. */
const CELLS = (['officer', 'outreach', 'supervisor', 'ig-lead'] as const).flatMap((role) => BOOLEANS().flatMap((isHere) => BOOLEANS().flatMap((isProtected) => BOOLEANS().flatMap((isOwnTeam) =>
  BOOLEANS().flatMap((isDeputy) => BOOLEANS().flatMap((isNamedByRequester) => BOOLEANS().flatMap((isEscalated) => (['nobody', 'self', 'other'] as const).flatMap((duty) =>
    BOOLEANS().map((isOwn) => ({ role, isHere, isProtected, isOwnTeam, isDeputy, isNamedByRequester, isEscalated, duty, isOwn }))))))))))
function BOOLEANS(): readonly [false, true] {
  return [false, true]
}
type Cell = (typeof CELLS)[number]

/** In words: never one's own, never for whoever named me; a supervisor of the district decides what is protected, what is their team's, and what has waited too long when they or nobody is on duty; a deputy decides what is that team's and not protected. */
function oracle({ role, isHere, isProtected, isOwnTeam, isDeputy, isNamedByRequester, isEscalated, duty, isOwn }: Cell): boolean {
  if (isOwn || isNamedByRequester || !isHere) return false
  if (role === 'supervisor' && (isProtected || isOwnTeam || (isEscalated && duty !== 'other'))) return true
  return isDeputy && !isProtected && (role === 'officer' || role === 'supervisor')
}

test('supervisors, deputies and whoever is on duty decide exactly what the words say', () => {
  const policy = createPolicyEngine()
  const who = (role: Role) => ({ officerId: 'some.body', displayName: 'Somebody', role, team: 'income-and-debt' as const, district: 'canterbury' as const })
  const different = CELLS.filter((cell) => {
    const team = cell.isOwnTeam ? 'income-and-debt' : 'outreach'
    const answer = policy.decideApproval(who(cell.role), {
      requestId: 'some', requesterId: cell.isOwn ? 'some.body' : 'somebody.else', requesterTeam: 'housing-options', district: cell.isHere ? 'canterbury' : 'dover', team, isProtected: cell.isProtected,
    }, false, { deputyTeams: cell.isDeputy ? [team] : [], isRequestersDeputy: cell.isNamedByRequester, isEscalated: cell.isEscalated, isOnDuty: cell.duty === 'self', isSomebodyOnDuty: cell.duty !== 'nobody' })
    return (answer.outcome === 'allow') !== oracle(cell)
  })
  process.stdout.write(`deciding: ${CELLS.length} cells, ${different.length} differences\n`)
  expect(different).toEqual([])
}, 120_000)
