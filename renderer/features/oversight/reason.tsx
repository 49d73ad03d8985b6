import type { Look } from '../../../shared/model/oversight'
import { erasedWords } from '../../components/erased-words'

/** The officer's own words; the entry outlives them. */
export function Reason({ look: { reason, erased } }: { readonly look: Pick<Look, 'reason' | 'erased'> }) {
  return reason === null ? <span className="as-at">{erasedWords(erased)}</span> : <q className="looks__reason">{reason}</q>
}
