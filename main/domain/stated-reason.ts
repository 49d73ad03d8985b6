import { CasementError } from '../../shared/errors/casement-error'
import type { Relationship } from '../../shared/model/relationship'
import type { Purpose } from '../../shared/purposes/purpose'
import { checkReason, type ReasonAbout } from '../../shared/reason/check-reason'
import { isPrefilled, prefilledReason } from '../../shared/reason/prefilled-reason'

/** The reason as it will be committed. Throws what is wrong with it; a probable name only warns, on the screen. */
export function requireReason(typed: string, about: ReasonAbout | null = null): string {
  const reason = typed.trim()
  const { verdict, problem } = checkReason(reason, about)
  if (verdict !== 'refuse') return reason
  switch (problem) {
    case 'empty':
      throw new CasementError('REVEAL_REASON_REQUIRED')
    case 'too-short':
      throw new CasementError('REVEAL_REASON_TOO_SHORT')
    case 'identifier':
      throw new CasementError('REVEAL_REASON_IDENTIFIER')
    case 'filler':
    case 'name':
    case null:
      throw new CasementError('REVEAL_REASON_FILLER')
  }
}

/** The same for a purpose: words that a relationship filled in stand only where purpose and relationship let them. */
export function requireReasonFor(typed: string, purpose: Purpose, relationship: Relationship): string {
  const reason = typed.trim()
  if (!isPrefilled(reason, purpose)) return requireReason(reason, purpose)
  if (prefilledReason(purpose, relationship) !== reason) throw new CasementError('REVEAL_REASON_REQUIRED')
  return reason
}
