import { useState } from 'react'
import { ACT_WORDS } from '../../shared/model/draft-keys'
import type { ShownProblem } from './problem-of'
import { useDraft } from './use-draft'

export interface KeptWords {
  /** What stands in the field: what is typed now, else what was typed before a lock, a crash or *Not now*. */
  readonly words: string
  readonly setWords: (words: string) => void
  /** Do these words come from before? Said until somebody types. */
  readonly isRestored: boolean
  /** Why what was typed could not be kept. */
  readonly problem: ShownProblem | null
  /** The act is done: the words go. Never fails, since the act stands. */
  readonly discard: () => Promise<void>
}

const readWords = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The words of one act, kept as a draft while they are typed. @param key of that act on that subject: what was meant for one must not stand in another */
export function useKeptWords(key: string): KeptWords {
  const draft = useDraft(`${ACT_WORDS}${key}`, readWords)
  const [typed, setTyped] = useState<string | null>(null)
  return {
    words: typed ?? draft.restored?.value ?? '',
    setWords: (words) => {
      setTyped(words)
      draft.keep(words)
    },
    isRestored: typed === null && draft.restored !== null,
    problem: draft.problem,
    discard: () => draft.discard().catch(() => undefined),
  }
}
