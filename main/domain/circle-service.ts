import type { z } from 'zod'
import type { RequestOf, ResponseOf } from '../../shared/api/define-endpoint'
import type { circleVaultApi } from '../../shared/api/circle-api'
import { CasementError, isCasementError } from '../../shared/errors/casement-error'
import { CircleDeclarationSchema, hasEnoughCircleWords, type CircleKind, type CircleWords, type SignedCircleDeclarationSchema } from '../../shared/model/circle'
import { toInstant } from '../settings/clock'
import type { Session } from './session'

type Api = typeof circleVaultApi
type SignedDeclaration = z.output<typeof SignedCircleDeclarationSchema>

const NO_CONNECTION: ReadonlySet<string> = new Set(['VAULT_UNREACHABLE', 'VAULT_SLOW', 'HUB_UNREACHABLE', 'HUB_SLOW'])

/** Whom the officer knows: sealed here, sent to the vault, and kept nowhere on this laptop. */
export class CircleService {
  readonly #session: Session
  /** Signed and sealed once, so that asking again after a lost answer sends the very same. */
  readonly #prepared = new Map<string, SignedDeclaration>()

  constructor(session: Session) {
    this.#session = session
  }

  listOwn(): Promise<ResponseOf<Api['ownCircle']>> {
    return atVault(() => this.#session.vault.ownCircle({}))
  }

  async declare({ declarationId, kind, words }: Readonly<{ declarationId: string; kind: CircleKind; words: CircleWords }>): Promise<ResponseOf<Api['declareCircle']>> {
    if (!hasEnoughCircleWords(words)) throw new CasementError('CIRCLE_WORDS_INVALID')
    const { vault, keys, deviceId, clock, signer, engine } = this.#session
    const answer = await atVault(async () => {
      const signed = this.#prepared.get(declarationId) ?? signer(
        CircleDeclarationSchema.parse({ v: 1, type: 'circle-declaration', declarationId, deviceId, at: toInstant(clock.now()), kind, sealed: await (await keys()).seal('vault-seal', words) }),
      )
      this.#prepared.set(declarationId, signed)
      return vault.declareCircle({ signed })
    })
    this.#prepared.delete(declarationId)
    // What it takes out of the scope leaves this laptop with the next changes.
    engine.kick()
    return answer
  }

  askWithdrawal(request: RequestOf<Api['askCircleWithdrawal']>): Promise<ResponseOf<Api['askCircleWithdrawal']>> {
    return atVault(() => this.#session.vault.askCircleWithdrawal(request))
  }

  listKept(): Promise<ResponseOf<Api['keptCircle']>> {
    return atVault(() => this.#session.vault.keptCircle({}))
  }

  decide(request: RequestOf<Api['decideCircleWithdrawal']>): Promise<ResponseOf<Api['decideCircleWithdrawal']>> {
    return atVault(() => this.#session.vault.decideCircleWithdrawal(request))
  }
}

/** Without a connection there is nothing to show and nothing to keep. */
async function atVault<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (isCasementError(error) && NO_CONNECTION.has(error.code)) throw new CasementError('CIRCLE_OFFLINE')
    throw error
  }
}
