import type { Payload } from './push-model'

/** What recording warnings should come to, written from the table in service/SYNC-PROTOCOL.md (*Conflicts*): plain lists, no merge of the product's. */
interface Conflict { readonly id: string; readonly base: readonly string[]; readonly mine: readonly string[]; readonly theirs: readonly string[] }
interface Field { readonly codes: readonly string[]; readonly by: string | null; readonly at: string | null; readonly conflicts: readonly Conflict[] }
type FieldName = 'safeContact' | 'riskToStaff' | 'moratorium'
export interface NextField { readonly field: FieldName; readonly state: Field; readonly isLooser: boolean }

const EMPTY: Field = { codes: [], by: null, at: null, conflicts: [] }
const listOf = (codes: Iterable<string>): string[] => [...new Set(codes)].toSorted()
const isSame = (a: readonly string[], b: readonly string[]): boolean => listOf(a).join() === listOf(b).join()

export class SafetyModel {
  readonly #fields: Record<FieldName, Field> = { safeContact: EMPTY, riskToStaff: EMPTY, moratorium: EMPTY }

  /** What the field would be after this operation of somebody's. */
  after(by: string, payload: Payload): NextField {
    const field = payload['field'] as FieldName
    const stood = this.#fields[field]
    const state = next(stood, by, payload)
    return { field, state, isLooser: stood.codes.some((code) => !state.codes.includes(code)) }
  }

  take({ field, state }: NextField): void {
    this.#fields[field] = state
  }

  record(): Record<FieldName, Field> {
    return { ...this.#fields }
  }
}

function next(stood: Field, by: string, payload: Payload): Field {
  const [base, mine, at, id] = [payload['base'] as string[], payload['value'] as string[], payload.at, String(payload['operationId'])]
  const settled = stood.conflicts.find((conflict) => conflict.id === payload['settles'])
  if (settled !== undefined) {
    const open = stood.conflicts.filter((conflict) => conflict !== settled)
    // The two sides give way to what was decided; whatever a third recorded stays.
    const third = stood.codes.filter((code) => !settled.mine.includes(code) && !settled.theirs.includes(code))
    return { codes: listOf([...mine, ...third, ...sidesOf(open)]), by, at, conflicts: open }
  }
  const theirs = stood.codes
  if (isSame(mine, theirs) || isSame(mine, base)) return stood
  const [stands, isConflict] = isSame(theirs, base) ? [mine, false] : [[...mine, ...theirs], true]
  const isSaid = stood.conflicts.some((open) => isSame(open.mine, mine) && isSame(open.theirs, theirs))
  const conflicts = isConflict && !isSaid ? [...stood.conflicts, { id, base: listOf(base), mine: listOf(mine), theirs }] : stood.conflicts
  const codes = listOf([...stands, ...sidesOf(conflicts)])
  return conflicts === stood.conflicts && isSame(codes, theirs) ? stood : { codes, by, at, conflicts }
}

const sidesOf = (conflicts: readonly Conflict[]): string[] => conflicts.flatMap(({ mine, theirs }) => [...mine, ...theirs])
