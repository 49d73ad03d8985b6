import { CasementError } from '../../shared/errors/casement-error'
import { toInstant } from '../settings/clock'
import type { Session } from './session'

/**
 * Destroys a pack on this laptop by the officer's own hand, without asking anybody and whatever the clock says: the outing is off, or the laptop may get into other hands. Its emergency
 * permits go with it, and nothing more is sealed of either. Asked again, or after its time, it is done already. Throws NOT_FOUND for a pack that this laptop does not know.
 */
export function destroyByHand({ permits, contactLists, clock }: Pick<Session, 'permits' | 'contactLists' | 'clock'>, requestId: string): void {
  const known = contactLists.list().map(({ list }) => list).filter(({ outing }) => outing !== null)
  if (!permits.packs().includes(requestId) && !known.some((list) => list.requestId === requestId)) throw new CasementError('NOT_FOUND')
  permits.destroyByHand([requestId, ...known.filter(({ pack }) => pack === requestId).map((list) => list.requestId)], toInstant(clock.now()))
}

/** When the officer destroyed it, or the pack that it goes with; null when neither. */
export const destroyedByHandAt = ({ permits }: Pick<Session, 'permits'>, { requestId, pack }: Readonly<{ requestId: string; pack: string | null }>): string | null =>
  permits.destroyedAt(requestId) ?? (pack === null ? null : permits.destroyedAt(pack))
