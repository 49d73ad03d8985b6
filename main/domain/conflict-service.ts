import { CasementError } from '../../shared/errors/casement-error'
import type { Choice, ConflictItem } from '../../shared/ipc/safety-contract'
import { CaseloadOperationSchema, type CaseloadOperation } from '../../shared/model/caseload-operation'
import { NEXT_ACTIONS } from '../../shared/model/codes'
import type { HouseholdRecord, NextAction } from '../../shared/model/household'
import { HouseholdIdSchema } from '../../shared/model/ids'
import { unionOf } from '../../shared/model/merge-safety'
import { SAFETY_FIELDS, safetyWords, type SafetyField } from '../../shared/model/safety'
import { signedSchema } from '../../shared/model/signed'
import type { StoredEntry } from '../store/repositories/outbox-repository'
import type { CaseloadService } from './caseload-service'
import type { HouseholdService } from './household-service'
import type { SafetyService } from './safety-service'
import type { Session } from './session'

const SignedCaseloadSchema = signedSchema(CaseloadOperationSchema)
const FIELDS = Object.keys(SAFETY_FIELDS) as SafetyField[]
type NextActionOperation = Extract<CaseloadOperation, { kind: 'next-action' }>

/**
 * The conflict inbox: what two people decided without knowing of each other, with what both saw, who and when. Safety fields are the hub's
 * record of both, and the more cautious value stands meanwhile; a next action that came second waits here, and the first stands.
 */
export class ConflictService {
  readonly #session: Session
  readonly #parts: Readonly<{ households: HouseholdService; safety: SafetyService; caseload: CaseloadService }>

  constructor(session: Session, parts: Readonly<{ households: HouseholdService; safety: SafetyService; caseload: CaseloadService }>) {
    this.#session = session
    this.#parts = parts
  }

  list(): { conflicts: ConflictItem[] } {
    return { conflicts: [...this.#unsettled().flatMap((household) => safetyItems(household)), ...this.#refused().flatMap((entry) => this.#actionItem(entry))] }
  }

  async settle({ id, choice, stands }: Readonly<{ id: string; choice: Choice; stands: string }>): Promise<Record<string, never>> {
    const shown = this.list().conflicts.find((conflict) => conflict.id === id)
    if (shown !== undefined && shown.stands !== stands) throw new CasementError('CONFLICT_CHANGED')
    for (const household of this.#unsettled()) {
      for (const field of FIELDS) {
        const conflict = household.safety[field].conflicts.find(({ conflictId }) => conflictId === id)
        if (conflict === undefined) continue
        const codes = choice === 'both' ? unionOf(conflict.mine.codes, conflict.theirs.codes) : conflict[choice].codes
        await this.#parts.safety.set({ householdId: household.householdId, field, codes, seen: household.safety[field].codes }, id)
        return {}
      }
    }
    return this.#settleAction(id, choice)
  }

  /** Mine again, on top of the one that stands now; or it is put away and theirs stays. */
  async #settleAction(id: string, choice: Choice): Promise<Record<string, never>> {
    const entry = this.#refused().find(({ operationId }) => operationId === id)
    const operation = entry === undefined || choice === 'both' ? null : findOperation(entry)
    if (operation === null) throw new CasementError('NOT_FOUND')
    const { householdId, nextAction } = operation
    // Written first: if this laptop is switched off in between, it is there twice, and the second time it is an ordinary change.
    if (choice === 'mine') {
      const baseAction = this.#parts.households.findOverlaid(householdId)?.nextAction ?? null
      await this.#parts.caseload.act({ householdId, act: { kind: 'next-action', nextAction, baseAction } })
    }
    return this.#parts.caseload.putAway({ id })
  }

  #refused(): StoredEntry[] {
    return this.#session.outbox.unsent().filter(({ kind, state, code }) => kind === 'next-action' && state === 'needs-attention' && code === 'CASELOAD_ACTION_CHANGED')
  }

  /** As the officer is to see them: one that was settled here and waits to be sent is none any more. */
  #unsettled(): HouseholdRecord[] {
    return this.#session.households.idsWithConflicts().flatMap((householdId) => this.#parts.households.findOverlaid(householdId) ?? [])
  }

  #actionItem(entry: StoredEntry): ConflictItem[] {
    const operation = findOperation(entry)
    if (operation === null) return []
    const household = this.#parts.households.findOverlaid(operation.householdId)
    if (household === null) return []
    const theirs = household.nextAction
    const set = household.contacts.find(({ nextAction }) => nextAction !== null && theirs !== null && actionWords(nextAction) === actionWords(theirs))
    return [{
      id: entry.operationId, householdId: HouseholdIdSchema.parse(operation.householdId), reference: household.reference, about: 'Next action', base: actionWords(operation.baseAction),
      mine: { words: actionWords(operation.nextAction), by: this.#session.officer().officerId, at: entry.at },
      theirs: { words: actionWords(theirs), by: set?.officerId ?? household.nextActionOwner, at: set?.at ?? null },
      stands: actionWords(theirs), isSafety: false, choices: ['mine', 'theirs'],
    }]
  }
}

/** Null for what another version of Casement wrote: it costs no other conflict its place. */
function findOperation(entry: StoredEntry): NextActionOperation | null {
  const payload = SignedCaseloadSchema.safeParse(JSON.parse(entry.body)).data?.payload
  return payload?.kind === 'next-action' ? payload : null
}

const safetyItems = ({ householdId, reference, safety }: HouseholdRecord): ConflictItem[] =>
  FIELDS.flatMap((field) =>
    safety[field].conflicts.map(({ conflictId, base, mine, theirs }): ConflictItem => ({
      id: conflictId, householdId, reference, about: SAFETY_FIELDS[field].words, base: safetyWords(base),
      mine: { words: safetyWords(mine.codes), by: mine.by, at: mine.at }, theirs: { words: safetyWords(theirs.codes), by: theirs.by, at: theirs.at },
      stands: safetyWords(safety[field].codes), isSafety: true, choices: ['mine', 'theirs', 'both'],
    })),
  )

/** A day as staff write it: 28 November 2026. */
const dayWords = (date: string): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
const actionWords = (action: NextAction | null): string => (action === null ? 'None' : `${NEXT_ACTIONS[action.kind]} by ${dayWords(action.dueOn)}`)
