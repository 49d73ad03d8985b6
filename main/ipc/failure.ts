import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { Envelope } from '../../shared/ipc/result'

/** A failure as the window gets it: code and harmless detail, nothing else of the error. Anything unknown is INTERNAL. */
export function failure(error: unknown): Envelope<never> {
  const known = isCasementError(error) ? error : new CasementError('INTERNAL')
  return { ok: false, error: { code: known.code, detail: { ...known.detail } } }
}
