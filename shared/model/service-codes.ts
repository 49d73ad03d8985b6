/**
 * Coded vocabularies of what care, education and housing services say, beside those of codes.ts. Special category data have no code here:
 * a diagnosis, a support reason or a child's plan stays in the vault, and the masked record says at most that there is something.
 */
export const SERVICES = {
  'home-care': 'Home care', 'day-care': 'Day care', 'residential-care': 'Residential care', reablement: 'Reablement', 'direct-payment': 'Direct payment',
  'carers-support': "Carer's support", 'occupational-therapy': 'Occupational therapy', 'safeguarding-enquiry': 'Adult safeguarding enquiry',
  'early-help': 'Early help', 'childrens-social-work': "Children's social worker involved", 'care-leaver-support': 'Care leaver support',
  'floating-support': 'Floating support', 'supported-accommodation': 'Supported accommodation',
} as const

export const TECHNOLOGY = {
  telecare: 'Telecare alarm', 'falls-detector': 'Falls detector', 'medication-dispenser': 'Medication dispenser', 'location-device': 'Location device',
  'environment-sensor': 'Smoke and flood sensor', 'communication-aid': 'Communication aid',
} as const

export const ASSESSMENT_OUTCOMES = {
  'full-cost': 'Pays the full cost', contributes: 'Pays a contribution', 'no-charge': 'Nothing to pay', 'not-disclosed': 'Finances not disclosed',
} as const

export const EDUCATION_SETTINGS = {
  'in-school': 'On a school roll', 'in-college': 'In college or training', 'home-educated': 'Educated at home', 'missing-education': 'Missing education',
  'not-in-education': 'Not in education or training',
} as const

/** Share of possible sessions missed; the Department for Education calls a tenth persistent and a half severe. */
export const ATTENDANCE_BANDS = {
  regular: 'Attends regularly', 'some-absence': 'Some absence', 'persistent-absence': 'Persistent absence', 'severe-absence': 'Severe absence',
} as const

export const EXCLUSIONS = { none: 'None', suspended: 'Suspended this year', excluded: 'Permanently excluded' } as const

export const QUALIFICATIONS = { none: 'None yet', 'entry-level': 'Entry level', 'level-1': 'Level 1', 'level-2': 'Level 2', 'level-3': 'Level 3' } as const

export const HOUSING_SITUATIONS = {
  'rented-social': 'Rents from the council or a housing association', 'rented-private': 'Rents privately', owner: 'Owns their home',
  'temporary-accommodation': 'Temporary accommodation', 'supported-housing': 'Supported housing', 'childrens-home': "Children's home",
  'staying-with-others': 'Staying with friends or family', 'no-fixed-address': 'No fixed address',
} as const

/** A source's own number of a person, which the person may quote. Kept in the vault, with the identity. */
export const IDENTIFIERS = {
  'asch-number': 'ASCH number', 'pupil-number': 'Unique pupil number', 'child-reference': "Children's services reference", 'elector-number': 'Elector number',
} as const

export type IdentifierKind = keyof typeof IDENTIFIERS
