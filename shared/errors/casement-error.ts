import { ERROR_CODES, type ErrorCode } from './error-code'

/** Harmless facts that may travel with an error: codes, counts and field names, never a value that somebody typed. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean>>

/** The one error class that crosses Casement's boundaries. `message` is the code's own words and nothing else. */
export class CasementError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail
  constructor(code: ErrorCode, detail: ErrorDetail = {}, options?: { cause?: unknown }) {
    super(ERROR_CODES[code].means, options)
    this.name = 'CasementError'
    this.code = code
    this.detail = detail
  }
}

export const isCasementError = (value: unknown): value is CasementError => value instanceof CasementError
