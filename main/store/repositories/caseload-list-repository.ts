import { caseloadApi } from '../../../shared/api/caseload-api'
import type { ResponseOf } from '../../../shared/api/define-endpoint'
import type { Sql } from '../sql'

/** Colleagues, teams and referrals as the hub last told. */
export type CaseloadLists = ResponseOf<typeof caseloadApi.caseloadLists>

/** One row of the cache, whole: a directory of colleagues (no resident is in it) and the team's referrals. */
export class CaseloadListRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Empty before the first sync, and when it is of another form: the next sync brings it. */
  find(): CaseloadLists {
    const row = this.#sql.get('SELECT lists FROM caseload_lists WHERE id = 1')
    const read = row === null ? null : caseloadApi.caseloadLists.response.safeParse(JSON.parse(String(row.lists)))
    return read?.data ?? { colleagues: [], teams: [], referrals: [] }
  }

  save(lists: CaseloadLists): void {
    this.#sql.run('INSERT OR REPLACE INTO caseload_lists (id, lists) VALUES (1, ?)', [JSON.stringify(lists)])
  }
}
