import { CasementError, isCasementError } from '../../shared/errors/casement-error'

const NO_CONNECTION: ReadonlySet<string> = new Set(['HUB_UNREACHABLE', 'HUB_SLOW'])

/** For screens that are nothing without a connection: what the general words promise (work on, it is sent later) would be wrong there. */
export async function onlineOnly<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (isCasementError(error) && NO_CONNECTION.has(error.code)) throw new CasementError('OVERSIGHT_OFFLINE')
    throw error
  }
}
