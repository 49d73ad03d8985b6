import type { z } from 'zod'
import { contactListsApi, OwnListSchema, type OwnList } from '../../../shared/api/contact-lists-api'
import { ListStepSchema, type ListStep } from '../../../shared/ipc/contact-list-contract'
import type { Sql } from '../sql'

export type ListStatement = z.output<typeof contactListsApi.requestList.request>

export interface StoredList {
  readonly list: OwnList
  /** The state that the officer has seen; null: none yet. */
  readonly seenState: string | null
}

/** The officer's own contact lists as the hub last told them, and their own steps in them, which the hub does not know. They outlive a lock, a restart and a day without signal. */
export class ContactListRepository {
  readonly #sql: Sql
  #asked = 0
  /** When what is known was asked for. */
  #known = 0
  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** To be called before the hub is asked, for `saveAll`: answers come in another order than they were asked for. */
  noteAsked(): number {
    this.#asked += 1
    return this.#asked
  }

  /** Replaces what is known; what the officer has seen and done stays, for as long as the list is known. An answer that was overtaken changes nothing. */
  saveAll(lists: ReadonlyArray<OwnList>, asked = this.noteAsked()): void {
    if (asked < this.#known) return
    this.#known = asked
    this.#sql.transaction(() => {
      const known = new Map(this.list().map(({ list, seenState }) => [list.requestId, seenState]))
      this.#sql.run('DELETE FROM contact_lists')
      for (const list of lists)
        this.#sql.run('INSERT INTO contact_lists (request_id, requested_at, document, seen_state) VALUES (?, ?, ?, ?)', [
          list.requestId,
          list.requestedAt,
          JSON.stringify(list),
          known.get(list.requestId) ?? null,
        ])
      this.#sql.run('DELETE FROM contact_list_steps WHERE request_id NOT IN (SELECT request_id FROM contact_lists)')
      // While one waits, asking again after a lost answer must send the very same; a pack, also while it is approved: nobody goes on the same outing twice.
      this.#sql.run(
        `DELETE FROM contact_list_statements WHERE request_id IN (SELECT request_id FROM contact_lists WHERE document ->> '$.state' <> 'waiting'
           AND NOT (document ->> '$.state' = 'approved' AND document ->> '$.outing' IS NOT NULL))`,
      )
    })
  }

  /** Newest first. */
  list(): StoredList[] {
    return this.#sql.all('SELECT document, seen_state FROM contact_lists ORDER BY requested_at DESC').map((row) => ({
      list: OwnListSchema.parse(JSON.parse(String(row.document))),
      seenState: row.seen_state === null || row.seen_state === undefined ? null : String(row.seen_state),
    }))
  }

  find(requestId: string): OwnList | null {
    return this.list().find(({ list }) => list.requestId === requestId)?.list ?? null
  }

  /** Taken back, as the hub has confirmed: known here at once, and not only when the lists come next. */
  noteCancelled(requestId: string): void {
    this.#known = this.noteAsked()
    const list = this.find(requestId)
    if (list !== null) this.#sql.run('UPDATE contact_lists SET document = ? WHERE request_id = ?', [JSON.stringify({ ...list, state: 'cancelled', approved: null } satisfies OwnList), requestId])
  }

  setSeen(requestId: string, state: string): void {
    this.#sql.run('UPDATE contact_lists SET seen_state = ? WHERE request_id = ?', [state, requestId])
  }

  /** By household. */
  steps(requestId: string): Map<string, ListStep> {
    const rows = this.#sql.all('SELECT household_id, document FROM contact_list_steps WHERE request_id = ?', [requestId])
    return new Map(rows.map((row) => [String(row.household_id), ListStepSchema.parse(JSON.parse(String(row.document)))]))
  }

  /** @param step null: neither done nor passed over, as at the beginning */
  setStep(requestId: string, householdId: string, step: ListStep | null): void {
    if (step === null)
      this.#sql.run('DELETE FROM contact_list_steps WHERE request_id = ? AND household_id = ?', [requestId, householdId])
    else
      this.#sql.run('INSERT OR REPLACE INTO contact_list_steps (request_id, household_id, document) VALUES (?, ?, ?)', [
        requestId,
        householdId,
        JSON.stringify(step),
      ])
  }

  /** What was signed under this id before, so that asking again sends the very same; `content` is what it was made of. */
  findStatement(requestId: string): { content: string; body: ListStatement } | null {
    const row = this.#sql.get('SELECT content, body FROM contact_list_statements WHERE request_id = ?', [requestId])
    return row === null
      ? null
      : {
          content: String(row.content),
          body: contactListsApi.requestList.request.parse(JSON.parse(String(row.body))),
        }
  }

  /** What was signed for the very same under another id, and may be there already; the newest. */
  findSame(content: string): { requestId: string; body: ListStatement } | null {
    const row = this.#sql.get('SELECT request_id, body FROM contact_list_statements WHERE content = ? ORDER BY request_id DESC LIMIT 1', [content])
    return row === null ? null : { requestId: String(row.request_id), body: contactListsApi.requestList.request.parse(JSON.parse(String(row.body))) }
  }

  removeStatement(requestId: string): void {
    this.#sql.run('DELETE FROM contact_list_statements WHERE request_id = ?', [requestId])
  }

  saveStatement(requestId: string, content: string, body: ListStatement): void {
    this.#sql.run('INSERT OR REPLACE INTO contact_list_statements (request_id, content, body) VALUES (?, ?, ?)', [
      requestId,
      content,
      JSON.stringify(body),
    ])
  }
}
