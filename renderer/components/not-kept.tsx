import type { ShownProblem } from '../bridge/problem-of'
import { ProblemNotice } from './problem-notice'

/** What is being typed is not safe: a lock or a crash would lose it. Nothing while it is. */
export const NotKept = ({ problem }: { readonly problem: ShownProblem | null }) =>
  problem === null ? null : <ProblemNotice problem={problem}> <strong>What you type here is not kept yet.</strong> Casement goes on trying; until this notice goes, do not lock and do not close the window.</ProblemNotice>
