import { DeclaredSchema, type CircleState, type Declared } from '../../../../shared/model/circle'
import type { DeclarationRow } from '../../repositories/circle-repository'

const stateOf = ({ asked_at: asked, agrees }: DeclarationRow): CircleState => (asked === null ? 'standing' : agrees === null ? 'withdrawal-asked' : agrees ? 'withdrawn' : 'withdrawal-declined')

/** That it is there and where it stands: nothing of whom it means. */
export const toDeclared = (row: DeclarationRow): Declared =>
  DeclaredSchema.parse({
    declarationId: row.declaration_id, kind: row.kind, declaredAt: row.declared_at.toISOString(), state: stateOf(row), changedAt: (row.decided_at ?? row.asked_at)?.toISOString() ?? null,
  })
