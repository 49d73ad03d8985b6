import { CasementError } from '../../../shared/errors/casement-error'
import type { SharingNotice } from './categories'
import type { AnyMapping } from './define-mapping'

/** The slots of coded facts that a special category may fill: they say that details are held, never which. */
const GUARDED_SLOTS: ReadonlySet<string> = new Set(['hasHealthDetails'])

/**
 * Refuses a mapping with a column that the sharing notice does not name, before anything is read: INTAKE_CATEGORY_REFUSED. The types say the
 * same when a mapping is written; this holds when the notice changes and the mappings do not.
 */
export function requireCategories({ source, columns }: AnyMapping, notice: SharingNotice): void {
  for (const { name, category, kind, slot } of columns) {
    const known = Object.hasOwn(notice.categories, category) ? notice.categories[category] : undefined
    const refuse = (problem: string): never => {
      throw new CasementError('INTAKE_CATEGORY_REFUSED', { source, column: name, notice: notice.version, problem })
    }
    if (known === undefined) return refuse('the category is not in the notice')
    if (!known.kinds.includes(kind)) return refuse('the category is not shared in this form')
    if (known.isSpecial && kind === 'fact' && !GUARDED_SLOTS.has(slot)) return refuse('special category data may not be a coded fact')
  }
}
