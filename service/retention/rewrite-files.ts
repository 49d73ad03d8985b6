import type pg from 'pg'

const AT_HUB = ['ledger_openings', 'access_list_items', 'statement_omissions', 'statement_omission_decisions', 'household_stays', 'household_accesses', 'households', 'household_facts', 'contacts', 'next_actions', 'referrals', 'allocations', 'caseload_events', 'household_safety', 'safety_events', 'new_details', 'protected_members'] as const
const AT_VAULT = ['people', 'households', 'household_keys', 'source_records', 'source_rows', 'person_details', 'match_keys', 'notes', 'reported_details', 'protected_records'] as const
export const REWRITTEN = { hub: AT_HUB, vault: AT_VAULT } as const

/**
 * A row that was deleted or changed stays in the files until its page is written anew, and an ordinary vacuum leaves its bytes in the page. So the tables are written anew, one after the
 * other: each is locked meanwhile, and officers wait (seconds). The write-ahead log keeps what it held until it is overwritten.
 */
export async function rewriteFiles(client: pg.ClientBase, where: keyof typeof REWRITTEN): Promise<void> {
  await client.query(`set lock_timeout = '30s'`)
  for (const table of REWRITTEN[where]) await client.query(`vacuum (full, analyze) ${table}`)
}
