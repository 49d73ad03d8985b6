/**
 * The categories of data of the sharing notice (last updated 12 June 2023) with their kind. A column of an extract that fits none of these may
 * not be mapped, and so is refused. "Open data" is left out: decided not to be collected.
 */
export const NOTICE_VERSION = '2023-06-12'

export const CATEGORIES = {
  personal: { words: 'Personal: name, date of birth, NI number, system identifiers', kinds: ['identity'] },
  contact: { words: 'Contact: address, telephone, e-mail', kinds: ['identity'] },
  health: { words: 'Health (special category)', kinds: ['identity', 'fact'] },
  educational: { words: 'Educational', kinds: ['identity', 'fact'] },
  employment: { words: 'Employment', kinds: ['fact', 'words'] },
  financial: { words: 'Financial: debt, income, benefits', kinds: ['identity', 'fact', 'words'] },
  services: { words: 'Contractual and services provided', kinds: ['fact'] },
  technical: { words: 'Assistive technology', kinds: ['fact'] },
  'social-relationships': { words: 'Household composition, dependants, carers', kinds: ['fact'] },
  'personal-history': { words: 'Personal history', kinds: ['fact', 'words'] },
  'housing-situation': { words: 'Housing situation', kinds: ['fact', 'words'] },
} as const satisfies Record<string, { words: string; kinds: ReadonlyArray<Kind> }>

/** Where a column ends: identity groups and words in the vault, coded facts in the hub; `key` links the two and stays in the vault. */
export type Kind = 'identity' | 'fact' | 'words'
export type Category = keyof typeof CATEGORIES
