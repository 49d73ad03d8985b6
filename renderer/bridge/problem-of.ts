import { isCasementError } from '../../shared/errors/casement-error'
import { ERROR_CODES, type ErrorCode } from '../../shared/errors/error-code'

/** An error as the screens say it: what happened, what to do next, and the code to report. */
export interface ShownProblem {
  readonly code: ErrorCode
  readonly means: string
  readonly action: string
  /** The words of the policy rule, when the service sent them. */
  readonly words: string | null
}

/** Any thrown value in words that a person can act on; what is not ours becomes `INTERNAL`. */
export function problemOf(error: unknown): ShownProblem {
  const code = isCasementError(error) ? error.code : 'INTERNAL'
  const words = isCasementError(error) ? error.detail['words'] : undefined
  return { code, ...ERROR_CODES[code], words: typeof words === 'string' ? words : null }
}
