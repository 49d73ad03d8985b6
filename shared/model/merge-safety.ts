import type { HouseholdSafety, SafetyCode, SafetyConflict, SafetyOperation, SafetyState } from './safety'

type Codes = readonly SafetyCode[]
export const unionOf = (...lists: readonly Codes[]): SafetyCode[] => [...new Set(lists.flat())].toSorted()
const isSame = (a: Codes, b: Codes): boolean => unionOf(a).join() === unionOf(b).join()

/**
 * Three-way merge of one safety field. Who changed nothing yields to who did; two who did the same agree; else both stand together, which
 * is the more cautious value, until somebody settles it. No time decides anything, and it is the same whoever came first.
 */
export function mergeCodes(base: Codes, mine: Codes, theirs: Codes): { codes: SafetyCode[]; isConflict: boolean } {
  if (isSame(mine, theirs) || isSame(mine, base)) return { codes: unionOf(theirs), isConflict: false }
  if (isSame(theirs, base)) return { codes: unionOf(mine), isConflict: false }
  return { codes: unionOf(mine, theirs), isConflict: true }
}

/** Whatever else happens, what stands holds both sides of everything that is not settled. */
const cautious = (codes: Codes, conflicts: readonly SafetyConflict[]): SafetyCode[] => unionOf(codes, ...conflicts.flatMap(({ mine, theirs }) => [mine.codes, theirs.codes]))

/** A field after an officer's operation: at the hub when it is applied, on a laptop while it waits. */
export function withSafety(state: SafetyState, by: string, { operationId, at, base, value, settles }: Pick<SafetyOperation, 'operationId' | 'at' | 'base' | 'value' | 'settles'>): SafetyState {
  const settled = state.conflicts.find(({ conflictId }) => conflictId === settles)
  if (settled !== undefined) {
    const conflicts = state.conflicts.filter((conflict) => conflict !== settled)
    // What a third person recorded since is none of the two that were settled.
    const beyond = state.codes.filter((code) => !settled.mine.codes.includes(code) && !settled.theirs.codes.includes(code))
    return { codes: cautious(unionOf(value, beyond), conflicts), by, at, conflicts }
  }
  const { codes, isConflict } = mergeCodes(base, value, state.codes)
  const mine = { codes: unionOf(value), by, at }
  const isKnown = state.conflicts.some((open) => isSame(open.mine.codes, value) && isSame(open.theirs.codes, state.codes))
  const conflicts = isConflict && !isKnown
    ? [...state.conflicts, { conflictId: operationId, base: unionOf(base), mine, theirs: { codes: state.codes, by: state.by, at: state.at } }]
    : state.conflicts
  const stands = cautious(codes, conflicts)
  return isSame(stands, state.codes) && conflicts === state.conflicts ? state : { codes: stands, by, at, conflicts }
}

/** Two households that became one: nothing that was recorded of either is lost. */
export const joinAllSafety = (a: HouseholdSafety, b: HouseholdSafety): HouseholdSafety =>
  ({ safeContact: joinSafety(a.safeContact, b.safeContact), riskToStaff: joinSafety(a.riskToStaff, b.riskToStaff), moratorium: joinSafety(a.moratorium, b.moratorium) })

const joinSafety = (a: SafetyState, b: SafetyState): SafetyState =>
  ({ ...((a.at ?? '') > (b.at ?? '') ? a : b), codes: unionOf(a.codes, b.codes), conflicts: [...a.conflicts, ...b.conflicts] })
