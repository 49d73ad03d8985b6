import type { z } from 'zod'
import type { ErrorCode } from '../errors/error-code'

/**
 * One call of the window. `handledBy` says where: `main` for Electron's own business (window, clipboard, lock), `store` for
 * everything else, which is passed whole to the store process. Bridge, handlers and client are derived from the map.
 */
export interface ContractEntry<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  readonly channel: `${string}:${string}`
  readonly handledBy: 'main' | 'store'
  /** May it be called before unlock? */
  readonly whenLocked: boolean
  readonly request: Request
  readonly response: Response
  readonly errors: ReadonlyArray<ErrorCode>
}

export const defineEntry = <Request extends z.ZodType, Response extends z.ZodType>(
  entry: Omit<ContractEntry<Request, Response>, 'whenLocked' | 'handledBy'> & { handledBy?: 'main' | 'store'; whenLocked?: boolean },
): ContractEntry<Request, Response> => ({ handledBy: 'store', whenLocked: false, ...entry })

export type RequestOfEntry<E> = E extends ContractEntry<infer Request, z.ZodType> ? z.input<Request> : never
export type ResponseOfEntry<E> = E extends ContractEntry<z.ZodType, infer Response> ? z.output<Response> : never
