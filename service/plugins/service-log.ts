/** Everything a service may log: no URL, header, body, message or id of a person has a field here. */
export interface LogLine {
  readonly event: 'request' | 'started' | 'stopped' | 'failed' | 'stalled' | 'resumed'
  readonly service: 'hub' | 'vault'
  readonly requestId?: string
  readonly method?: string
  /** The route's pattern as declared, never the URL that was called. */
  readonly route?: string
  readonly status?: number
  readonly code?: string
  readonly ms?: number
  /** Class of an unexpected error, PostgreSQL's SQLSTATE, and where it arose; never its message, which may quote a value. */
  readonly error?: string
  readonly sqlState?: string
  /** What the operating system said, e.g. EADDRINUSE. */
  readonly systemCode?: string
  readonly at?: string
  readonly count?: number
}

export type ServiceLog = (line: Readonly<LogLine>) => void

const FIELDS = ['event', 'service', 'requestId', 'method', 'route', 'status', 'code', 'ms', 'error', 'sqlState', 'systemCode', 'at', 'count'] as const

/** Writes one JSON object a line. The allow-list is applied once more here, so that a cast cannot widen it. */
export const createServiceLog = (write: (text: string) => void, now: () => number): ServiceLog => (line) => {
  const entries = FIELDS.filter((field) => line[field] !== undefined).map((field) => [field, line[field]])
  write(`${JSON.stringify(Object.fromEntries([['time', new Date(now()).toISOString()], ...entries]))}\n`)
}

/** What may be said of an unexpected error. */
export function describeError(error: unknown): Pick<LogLine, 'error' | 'sqlState' | 'systemCode' | 'at'> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code: unknown = (error as { code?: unknown }).code
  const frame = /^\s+at .*?((?:service|shared)\/[\w./-]+:\d+)/m.exec(error.stack ?? '')?.[1]
  const name = /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error'
  const isSystemCode = typeof code === 'string' && /^E[A-Z]{3,20}$/.test(code)
  const isSqlState = typeof code === 'string' && !isSystemCode && /^[0-9A-Z]{5}$/.test(code)
  return { error: name, ...(isSqlState ? { sqlState: code } : {}), ...(isSystemCode ? { systemCode: code } : {}), ...(frame === undefined ? {} : { at: frame }) }
}
