import { ERROR_CODES, type ErrorCode } from '../../../shared/errors/error-code'

export interface ErrorHelp {
  readonly code: ErrorCode
  readonly means: string
  readonly action: string
}

/** Every code with its words: taken from where they are declared, so that a new code is in help by being there. */
export const ERROR_HELP: ReadonlyArray<ErrorHelp> = (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => ({ code, ...ERROR_CODES[code] }))
