import { CasementError } from '../../shared/errors/casement-error'

/**
 * The one date that all rows of an extract bear (YYYY-MM-DD); null without rows. Throws INTAKE_DATES_DIFFER with the first row of another date: two days in
 * one file cannot be put in order with other extracts of the source.
 */
export function extractDateOf(rows: ReadonlyArray<{ readonly row: number; readonly asAt: string }>): string | null {
  const [first] = rows
  const other = rows.find(({ asAt }) => asAt !== first?.asAt)
  if (other !== undefined) throw new CasementError('INTAKE_DATES_DIFFER', { row: other.row })
  return first?.asAt ?? null
}
