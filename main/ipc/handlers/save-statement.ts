import { CasementError } from '../../../shared/errors/casement-error'
import { envelopeSchema } from '../../../shared/ipc/result'
import { statementContract } from '../../../shared/ipc/statement-contract'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import type { AccessStatement } from '../../../shared/model/access-statement'
import type { MainHandler } from '../register-contract'

export interface SaveHost {
  /** Passes a call to the store process and answers its envelope, unparsed. */
  forward(channel: string, request: unknown): Promise<unknown>
  /** The system's own dialog; null when it was closed. */
  chooseFile(name: string, format: 'pdf' | 'json'): Promise<string | null>
  print(statement: AccessStatement): Promise<Uint8Array>
  write(file: string, bytes: Uint8Array): Promise<void>
}

/** A statement as a file: only one that was issued, as the central service keeps it. Throws STATEMENT_NOT_SAVED. */
export function createSaveStatement(host: SaveHost): Readonly<Record<string, MainHandler>> {
  return {
    'statement:save': async (raw) => {
      const { statementId, format } = statementContract.save.request.parse(raw)
      const { channel, response } = statementContract.issued
      const envelope = envelopeSchema(response).safeParse(await host.forward(channel, { statementId }))
      if (!envelope.success) throw new CasementError('INTERNAL')
      if (!envelope.data.ok) throw new CasementError(envelope.data.error.code)
      const { statement } = envelope.data.value
      const file = await host.chooseFile(`Access statement ${statement.reference}.${format}`, format)
      if (file === null) return { isSaved: false }
      try {
        await host.write(file, format === 'pdf' ? await host.print(statement) : canonicalBytes(statement))
      } catch (cause) {
        throw new CasementError('STATEMENT_NOT_SAVED', {}, { cause })
      }
      return { isSaved: true }
    },
  }
}
