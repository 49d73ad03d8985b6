/** What goes, by kind, in the words of dry run and certificate. */
export const KINDS = {
  'declined-words': 'words of requests that nobody approved',
  'reveal-words': 'words of reveals, contact lists and outings',
  'decision-words': 'words of decisions and reviews',
  'statement-words': 'words of what statements left out',
  stays: 'stays in households',
  'access-log': 'openings of masked records in the ordinary log',
  openings: 'openings of entries: words, linked cases, authorities, people',
  'list-items': 'households of contact lists and outings: people and reasons',
  facts: 'records of coded facts',
  contacts: 'contacts',
  caseload: 'allocations, next actions, referrals and their trail',
  safety: 'safety warnings and their trail',
  'new-details': 'marks that new details were given',
  people: 'people, with their data keys',
  households: 'households, with their data keys',
  details: 'sealed field groups of identities',
  'match-keys': 'keys by which they were found and matched',
  notes: 'notes',
  'reported-details': 'contact details that officers were given',
  'source-rows': 'rows of sources',
  suppressed: 'keys kept only so that the next extract does not bring them back',
  'kept-with-others': 'entries about these people together with others: kept, since they are about the others too',
} as const
export type Kind = keyof typeof KINDS

export interface Count {
  readonly what: Kind
  /** Of what it is about; null where nobody noted one. */
  readonly year: number | null
  readonly n: number
}

/** A table for the console. */
export const countWords = (counts: readonly Count[]): string =>
  counts.filter(({ n }) => n > 0).map(({ what, year, n }) => `  ${(year === null ? '' : `${year}  `).padEnd(6)}${n.toLocaleString('en-GB').padStart(9)}  ${KINDS[what]}\n`).join('') || '  nothing\n'
