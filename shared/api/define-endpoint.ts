import type { z } from 'zod'
import type { ErrorCode } from '../errors/error-code'

/** Who may call: anybody, an officer (bearer token), an officer on an enrolled device (token and device proof), or intake. */
export type Caller = 'anybody' | 'officer' | 'device' | 'intake'

/** One HTTP call, declared once: routes, response checks and clients are derived from it. Identifiers never stand in paths or queries. */
export interface Endpoint<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  readonly caller: Caller
  readonly request: Request
  /** For `format: 'ndjson'` the schema of one line. */
  readonly response: Response
  readonly format: 'json' | 'ndjson'
  readonly errors: ReadonlyArray<ErrorCode>
}

export const defineEndpoint = <Request extends z.ZodType, Response extends z.ZodType>(
  endpoint: Omit<Endpoint<Request, Response>, 'format'> & { format?: 'json' | 'ndjson' },
): Endpoint<Request, Response> => ({ format: 'json', ...endpoint })

export type RequestOf<E> = E extends Endpoint<infer Request, z.ZodType> ? z.input<Request> : never
export type ResponseOf<E> = E extends Endpoint<z.ZodType, infer Response> ? z.output<Response> : never
