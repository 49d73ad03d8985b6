import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import type { RequestState } from '../../shared/model/approval'
import type { ContactListRepository, ListStatement } from '../store/repositories/contact-list-repository'

export interface Asking {
  /** The id that the window made for this asking. */
  readonly requestId: string
  /** Everything that is asked for, as one text. */
  readonly content: string
  readonly build: () => ListStatement
  readonly send: (body: ListStatement) => Promise<{ state: RequestState }>
}
export interface Asked {
  readonly state: RequestState
  /** Under which it was asked for: that of an earlier asking for the very same whose answer was lost. */
  readonly requestId: string
}

/**
 * Asks for a list or pack as it was signed first: after a lost answer the very same goes again, also where the window that asked has been locked meanwhile and knows nothing of it. What never
 * arrived and is too old to be believed now, or was decided and is over, is signed anew. Throws REQUEST_INVALID for something else under an id that was used.
 */
export async function askOnce(contactLists: ContactListRepository, { requestId, content, build, send }: Asking): Promise<Asked> {
  const own = contactLists.findStatement(requestId)
  if (own !== null && own.content !== content) throw new CasementError('REQUEST_INVALID')
  const before = own === null ? contactLists.findSame(content) : { requestId, body: own.body }
  if (before !== null) {
    const answer = await send(before.body).catch((error: unknown) => {
      if (isCasementError(error) && error.code === 'REVEAL_CLOCK') return null
      throw error
    })
    if (answer !== null && (before.requestId === requestId || answer.state === 'waiting' || answer.state === 'approved')) return { state: answer.state, requestId: before.requestId }
    contactLists.removeStatement(before.requestId)
  }
  const body = build()
  contactLists.saveStatement(requestId, content, body)
  const { state } = await send(body)
  return { state, requestId }
}
