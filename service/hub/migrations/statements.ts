import type { Migration } from '../../plugins/migrate'
import { createAccessStatements } from './0100-create-access-statements'
import { widenOversightAccesses } from './0101-widen-oversight-accesses'
import { noteReviewOutcomes } from './0102-note-review-outcomes'

/** 0100-0105: statements for residents, and what review finds besides. */
export const STATEMENT_MIGRATIONS: readonly Migration[] = [createAccessStatements, widenOversightAccesses, noteReviewOutcomes]
