import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodError } from 'zod'
import type { Problem } from '../../shared/api/problem'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { ErrorCode } from '../../shared/errors/error-code'
import { describeError, type ServiceLog } from './service-log'

const STATUS: Partial<Record<ErrorCode, number>> = {
  ACCESS_TOKEN_INVALID: 401, ACCESS_TOKEN_EXPIRED: 401, ACCESS_DEVICE_PROOF_INVALID: 401, ACCESS_DEVICE_UNKNOWN: 403, ACCESS_DEVICE_REVOKED: 403,
  ACCESS_ROLE_FORBIDDEN: 403, ADMIN_OWN_ROLE: 403, ADMIN_OWN_DEVICE: 409, ACCESS_DEVICE_LIMIT: 409, REVEAL_FORBIDDEN: 403, REVEAL_NEEDS_APPROVAL: 403, NOT_FOUND: 404,
  SYNC_EPOCH_CHANGED: 409, VAULT_PROOF_NEEDED: 409, REVEAL_PURPOSE_OUTDATED: 409, REVEAL_GRANT_EXPIRED: 410, REQUEST_TOO_LARGE: 413,
  APPROVAL_FORBIDDEN: 403, APPROVAL_NOT_WAITING: 409, APPROVAL_USED: 409, FIND_CAP_REACHED: 429, REVEAL_CAP_REACHED: 429, REVEAL_TOO_MANY_REFUSED: 429, APPROVAL_TOO_MANY_WAITING: 429, REVEAL_SIGN_IN_NEEDED: 403, CIRCLE_OWN: 403, CIRCLE_TOO_MANY: 429, CIRCLE_NOT_STANDING: 409, CIRCLE_OWN_DECLARATION: 403, INTAKE_EXTRACT_OLDER: 409, INTAKE_EXTRACT_FUTURE: 409, INTERNAL: 500, REVEAL_LEDGER_UNAVAILABLE: 503,
}

/** The HTTP status that goes with a code; 400 for the many that mean *ask differently*. */
export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 400

const DETAIL_LENGTH = 400

/** Turns a failed parse into REQUEST_INVALID that names the fields, never what stood in them. */
export function requestInvalid(error: ZodError): CasementError {
  const fields = new Set(flatten(error.issues).map((path) => path.map(safeSegment).join('.')))
  return new CasementError('REQUEST_INVALID', { fields: [...fields].join(', ').slice(0, DETAIL_LENGTH) })
}

type Issue = ZodError['issues'][number]
const flatten = (issues: readonly Issue[]): PropertyKey[][] => issues.map((issue) => issue.path)

/** Keys that a stranger made up could carry a value: only names like ours are repeated. */
const safeSegment = (segment: PropertyKey): string =>
  typeof segment === 'number' || (typeof segment === 'string' && /^[A-Za-z][A-Za-z0-9]{0,30}$/.test(segment)) ? String(segment) : '?'

/** Anything thrown, as the code that leaves the house. What is not ours becomes INTERNAL without a word of it. */
export function toCasementError(error: unknown): CasementError {
  if (isCasementError(error)) return error
  const status: unknown = (error as { statusCode?: unknown } | null)?.statusCode
  if (status === 413) return new CasementError('REQUEST_TOO_LARGE')
  if (typeof status === 'number' && status >= 400 && status < 500) return new CasementError('REQUEST_INVALID')
  return new CasementError('INTERNAL', {}, { cause: error })
}

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.status(statusOf(problem.code)).headers(NO_STORE).type('application/json').send(JSON.stringify(problem))

/** Every answer that is not 2xx is a Problem. Remembers the code for the request log. */
export function installErrorHandler(app: FastifyInstance, service: 'hub' | 'vault', log: ServiceLog): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = toCasementError(thrown)
    request.problemCode = error.code
    if (error.code === 'INTERNAL' || error.code === 'REVEAL_LEDGER_UNAVAILABLE') {
      log({ event: 'failed', service, requestId: request.id, code: error.code, ...describeError(error.cause ?? thrown) })
    }
    return sendProblem(reply, { code: error.code, detail: { ...error.detail } })
  })
  app.setNotFoundHandler(async (request, reply) => {
    request.problemCode = 'NOT_FOUND'
    return sendProblem(reply, { code: 'NOT_FOUND', detail: {} })
  })
}

/** Pseudonymised data is personal data still: no cache on the way keeps an answer. */
export const NO_STORE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

declare module 'fastify' {
  interface FastifyRequest {
    problemCode: ErrorCode | null
    rawBody: Buffer | null
  }
}
