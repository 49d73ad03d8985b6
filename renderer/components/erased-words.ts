import type { Erased } from '../../shared/model/erasure'
import { formatDate } from './dates'

/** What stands where an officer's words stood. The entry outlives them. */
export const erasedWords = (erased: Erased | null | undefined): string => {
  if (erased === null || erased === undefined) return 'The words have been erased.'
  return erased.because === 'retention' ? `The words were erased under the retention schedule on ${formatDate(erased.on)}.` : `The words were erased with the resident’s record on ${formatDate(erased.on)}.`
}
