/** The forms of this window that keep a draft, each as the way to put it away now. */
const savers = new Set<() => Promise<void>>()

/** Answers the function that takes it out again. */
export function addOpenDraft(save: () => Promise<void>): () => void {
  savers.add(save)
  return () => { savers.delete(save) }
}

/** Resolves when what is being typed anywhere is in the store, or could not be put there. */
export async function saveOpenDrafts(): Promise<void> {
  await Promise.allSettled([...savers].map((save) => save()))
}
