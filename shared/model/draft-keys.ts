/** What the keys of drafts begin with that hold words for one act on something that waits: a decision, the outcome of a review, an omission. */
export const ACT_WORDS = 'words.'

/** The unfinished entry of a contact with a household. */
export const contactDraftKey = (householdId: string): string => `contact:${householdId}`
