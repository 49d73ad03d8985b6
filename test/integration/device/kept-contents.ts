import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { SignedDeviceEventSchema } from '../../../shared/model/reveal'
import type { OpenDatabase } from '../../../main/store/process/open-database'

export interface KeptOperation {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly noteId: string | null
}
export interface KeptEvent {
  readonly id: string
  readonly n: number
  readonly previousHash: string
  readonly hash: string
  readonly computed: string
}

const BodySchema = z.object({ payload: z.object({ noteId: z.string().nullable().optional() }) })
const PERMITS = 'SELECT reveal_id FROM visit_permits UNION SELECT opening_id FROM emergency_openings'

/** What a laptop's kept.db says, read by SQL and not by the app's own repositories. */
export function readKept(kept: OpenDatabase) {
  const operations = kept.all('SELECT operation_id, kind, state, body FROM operations ORDER BY position').map((row): KeptOperation => ({
    id: String(row['operation_id']), kind: String(row['kind']), state: String(row['state']), noteId: BodySchema.parse(JSON.parse(String(row['body']))).payload.noteId ?? null,
  }))
  const events = kept.all('SELECT n, hash, event FROM device_events ORDER BY n').map((row): KeptEvent & { readonly requestId: string; readonly event: string } => {
    const signed = SignedDeviceEventSchema.parse(JSON.parse(String(row['event'])))
    const { eventId: id, previousHash, requestId, event } = signed.payload
    return { id, n: Number(row['n']), previousHash, hash: String(row['hash']), computed: createHash('sha256').update(canonicalBytes(signed)).digest('hex'), requestId, event }
  })
  const permits = new Set(kept.all(PERMITS).map((row) => String(row['reveal_id'])))
  return {
    operations, events,
    draft: Number(kept.get("SELECT value FROM drafts WHERE key = 'd'")?.['value'] ?? 0),
    displays: {
      opened: Number(kept.get('SELECT coalesce(sum(displays), 0) AS n FROM visit_permits')?.['n']),
      entered: events.filter(({ requestId, event }) => permits.has(requestId) && (event === 'shown' || event === 'displayed-again')).length,
    },
  }
}

/** Contacts with words are two operations of one transaction: those of which one half is there. */
export function unpaired(operations: ReadonlyArray<KeptOperation>): string[] {
  const of = (kind: string): KeptOperation[] => operations.filter((operation) => operation.kind === kind && operation.noteId !== null)
  const [contacts, notes] = [of('contact-outcome'), of('note')]
  const [outcomes, words] = [new Set(contacts.map(({ noteId }) => noteId)), new Set(notes.map(({ noteId }) => noteId))]
  return [...contacts.filter(({ noteId }) => !words.has(noteId)), ...notes.filter(({ noteId }) => !outcomes.has(noteId))].map(({ id }) => id)
}

/** Each link on the last, none missing, each hash its own. */
export function chainProblems(events: ReadonlyArray<KeptEvent>): string[] {
  let previous = '0'.repeat(64)
  return events.flatMap(({ n, previousHash, hash, computed }, i) => {
    const problems = [...(n === i ? [] : [`link ${i} of the chain is ${n}`]), ...(previousHash === previous ? [] : [`link ${n} does not join`]), ...(hash === computed ? [] : [`link ${n} has another hash`])]
    previous = hash
    return problems
  })
}
