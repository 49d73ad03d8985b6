import type { BudgetUse } from '../../../../shared/purposes/reveal-budget'
import { findDecision } from '../../repositories/decision-repository'
import type { DecisionRow, HubDatabase, HubTransaction } from '../../repositories/hub-tables'
import { insertKeptReveals, lockPersons, readPasts, type KeptReveal, type PastQuestion, type RevealPast } from '../../repositories/kept-reveal-repository'
import { personOf } from '../../repositories/person-repository'
import { GroupCommit } from './group-commit'

/** A reveal that policy has answered and the ledger holds. */
export interface RevealToKeep {
  readonly question: PastQuestion
  /** What is kept in the light of the person's own past: an *allow* may be capped. Looks nothing up. */
  settle(past: RevealPast): KeptReveal
  /** Kept in the same transaction or not at all. Such a reveal goes by itself: what it finds may refuse it. */
  readonly also: ((trx: HubTransaction, row: DecisionRow) => Promise<void>) | null
}

export interface KeptAnswer {
  readonly row: DecisionRow
  /** Before this one; null when the id was answered before, and that answer stands. */
  readonly use: BudgetUse | null
}

/** Keeps decided reveals: those that nothing else hangs on in groups, the others each in a transaction of its own. */
export interface RevealKeeper {
  keep(reveal: RevealToKeep): Promise<KeptAnswer>
}

export function createRevealKeeper(db: HubDatabase): RevealKeeper {
  const write = (reveals: readonly RevealToKeep[]): Promise<KeptAnswer[]> => db.transaction().execute((trx) => keepReveals(trx, reveals))
  const groups = new GroupCommit(write, ({ question }: RevealToKeep) => personOf(question.accounts))
  return {
    async keep(reveal) {
      if (reveal.also === null) return groups.keep(reveal)
      const [kept] = await write([reveal])
      if (kept === undefined) throw new Error('nothing was kept')
      return kept
    },
  }
}

/** Each once: asked again, the first answer stands. People differ: many at once of one person, under whichever account, do not slip under the budget together. */
async function keepReveals(trx: HubTransaction, reveals: readonly RevealToKeep[]): Promise<KeptAnswer[]> {
  await lockPersons(trx, reveals.map(({ question }) => personOf(question.accounts)))
  const pasts = await readPasts(trx, reveals.map(({ question }) => question))
  const settled = reveals.map(({ settle }, i) => {
    const past = pasts[i]
    if (past === undefined) throw new Error('a reveal without an answer')
    return { past, kept: past.isKnown ? null : settle(past) }
  })
  await insertKeptReveals(trx, settled.flatMap(({ kept }) => kept ?? []))
  const answers: KeptAnswer[] = []
  for (const [i, { past, kept }] of settled.entries()) {
    if (kept !== null) await reveals[i]?.also?.(trx, kept.row)
    answers.push(kept === null ? { row: await getDecision(trx, reveals[i]?.question.requestId ?? ''), use: null } : { row: kept.row, use: past.use })
  }
  return answers
}

async function getDecision(trx: HubTransaction, requestId: string): Promise<DecisionRow> {
  const row = await findDecision(trx, 'reveal_decisions', requestId)
  if (row === undefined) throw new Error('an answer that was there is gone')
  return row
}
