import { CasementError } from '../../shared/errors/casement-error'
import { checkReason } from '../../shared/reason/check-reason'

/** The reason as it will be committed. Throws what is wrong with it; a probable name only warns, on the screen. */
export function requireReason(typed: string): string {
  const reason = typed.trim()
  const { verdict, problem } = checkReason(reason)
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
