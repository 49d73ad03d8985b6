import { useEffect, useRef, useState } from 'react'
import { casement } from './casement-client'
import { addOpenDraft } from './open-drafts'
import { problemOf, type ShownProblem } from './problem-of'
import { subscribe } from './subscribe'

const SAVE_EVERY_MS = 2_000

export interface Draft<T> {
  /** False until the store has said whether a draft exists; the form opens then. */
  readonly isReady: boolean
  /** What was typed before a lock or a crash, and when it was saved (ISO instant); null when there was none. */
  readonly restored: { readonly value: T; readonly savedAt: string | null } | null
  /** When this form was last put away safely; null: not yet. */
  readonly savedAt: string | null
  /** Why what was typed last could not be kept; null once it is. It is tried again every 2 s. */
  readonly problem: ShownProblem | null
  /** Tells the latest content of the form; it is saved within 2 s if it changed. */
  readonly keep: (value: T) => void
  /** The form is done with: the draft goes. */
  readonly discard: () => Promise<void>
}

/**
 * Keeps a form in the encrypted store while somebody types: a crash loses at most 2 s, a lock nothing.
 * @param parse reads a saved draft; null when it is not one of this form (an older version, another shape)
 */
export function useDraft<T>(key: string, parse: (value: unknown) => T | null): Draft<T> {
  const [found, setFound] = useState<{ readonly restored: Draft<T>['restored'] } | null>(null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const latest = useRef<string | null>(null)
  const saved = useRef<string | null>(null)
  const reader = useRef(parse)

  useEffect(() => {
    let isCurrent = true
    let again: ReturnType<typeof setTimeout> | undefined
    const find = () => void casement.household.findDraft({ key }).then(
      (draft) => {
        const value = draft.value === null ? null : reader.current(readJson(draft.value))
        saved.current = draft.value
        if (isCurrent) setFound({ restored: value === null ? null : { value, savedAt: draft.savedAt } })
      },
      // Not taken for none: an empty form would be saved over what is there.
      () => { if (isCurrent) again = setTimeout(find, SAVE_EVERY_MS) },
    )
    find()
    const save = async () => {
      const value = latest.current
      if (value === null || value === saved.current) return
      saved.current = value
      await casement.household.saveDraft({ key, value }).then(
        (answer) => { if (isCurrent) { setSavedAt(answer.savedAt); setProblem(null) } },
        (error: unknown) => {
          saved.current = null // tried again in 2 s
          if (isCurrent) setProblem(problemOf(error))
        },
      )
    }
    const saveSoon = () => void save()
    const timer = setInterval(saveSoon, SAVE_EVERY_MS)
    const stops = [subscribe('access:lock-announced', saveSoon), addOpenDraft(save)]
    window.addEventListener('blur', saveSoon)
    return () => {
      saveSoon()
      isCurrent = false
      clearTimeout(again)
      clearInterval(timer)
      for (const stop of stops) stop()
      window.removeEventListener('blur', saveSoon)
    }
  }, [key])

  return {
    isReady: found !== null,
    restored: found?.restored ?? null,
    savedAt,
    problem,
    keep: (value) => { latest.current = JSON.stringify(value) },
    discard: async () => {
      latest.current = null
      saved.current = null
      setFound({ restored: null })
      setProblem(null)
      await casement.household.removeDraft({ key })
    },
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
