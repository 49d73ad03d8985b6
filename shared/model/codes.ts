/**
 * Coded vocabularies of the masked record: code → words shown. One list each; schemas, filters, intake mappings and
 * labels are derived from them. Adding a code here is enough for it to appear everywhere.
 */
export const DISTRICTS = {
  ashford: 'Ashford', canterbury: 'Canterbury', dartford: 'Dartford', dover: 'Dover',
  'folkestone-and-hythe': 'Folkestone and Hythe', gravesham: 'Gravesham', maidstone: 'Maidstone', sevenoaks: 'Sevenoaks',
  swale: 'Swale', thanet: 'Thanet', 'tonbridge-and-malling': 'Tonbridge and Malling', 'tunbridge-wells': 'Tunbridge Wells',
} as const

/** Services that know a household; what a sharing agreement speaks of. */
export const DOMAINS = {
  'revenues-and-benefits': 'Revenues and benefits', housing: 'Housing', debt: 'Debt management',
  'adult-social-care': 'Adult social care', 'childrens-social-care': "Children's social care",
  education: 'Education', electoral: 'Electoral register', 'open-data': 'Open data',
} as const

/** Source systems (a partner's database), how often each is expected to send, and whether it says who owes what or that recovery is paused. */
export const SOURCES = {
  'revenues-and-benefits': { words: 'Revenues and benefits', domain: 'revenues-and-benefits', cadenceDays: 7, isCreditor: true },
  housing: { words: 'Housing', domain: 'housing', cadenceDays: 7, isCreditor: true },
  'county-housing': { words: 'Housing support (county)', domain: 'housing', cadenceDays: 31, isCreditor: false },
  'debt-management': { words: 'Debt management', domain: 'debt', cadenceDays: 7, isCreditor: true },
  'adult-social-care': { words: 'Adult social care', domain: 'adult-social-care', cadenceDays: 14, isCreditor: false },
  'childrens-social-care': { words: "Children's social care", domain: 'childrens-social-care', cadenceDays: 14, isCreditor: false },
  'school-census': { words: 'School census', domain: 'education', cadenceDays: 125, isCreditor: false },
  'electoral-register': { words: 'Electoral register', domain: 'electoral', cadenceDays: 35, isCreditor: false },
  'open-data': { words: 'Open data', domain: 'open-data', cadenceDays: 400, isCreditor: false },
} as const satisfies Record<string, { words: string; domain: keyof typeof DOMAINS; cadenceDays: number; isCreditor: boolean }>

export const TEAMS = {
  'housing-options': 'Housing options', 'income-and-debt': 'Income and debt', 'customer-contact': 'Customer contact',
  outreach: 'Outreach', 'welfare-rights': 'Welfare rights',
} as const

export const ROLES = {
  officer: 'Officer', outreach: 'Outreach worker', supervisor: 'Supervisor',
  'ig-lead': 'Information governance lead', admin: 'Administrator',
} as const

export const AGE_BANDS = {
  '0-4': '0 to 4', '5-10': '5 to 10', '11-15': '11 to 15', '16-17': '16 to 17', '18-24': '18 to 24', '25-34': '25 to 34',
  '35-44': '35 to 44', '45-54': '45 to 54', '55-64': '55 to 64', '65-74': '65 to 74', '75-plus': '75 or over', unknown: 'Age not known',
} as const

export const MEMBER_ROLES = {
  'account-holder': 'Account holder', partner: 'Partner', tenant: 'Tenant', 'joint-tenant': 'Joint tenant',
  dependant: 'Dependant', carer: 'Carer', 'next-of-kin': 'Next of kin', other: 'Other adult',
} as const

export const RISK_BANDS = { low: 'Low', moderate: 'Moderate', high: 'High', severe: 'Severe' } as const

export const RISK_FACTORS = {
  'eviction-notice': 'Eviction notice served', 'rent-arrears-high': 'Rent arrears over 8 weeks', 'rent-arrears': 'Rent arrears',
  'council-tax-arrears': 'Council tax arrears', 'council-tax-enforcement': 'Council tax with enforcement agents',
  'benefit-overpayment': 'Housing benefit overpayment', 'several-creditors': 'Owes three or more services',
  'duty-open': 'Homelessness duty open', 'temporary-accommodation': 'In temporary accommodation',
  'income-drop': 'Benefit income fell', 'dependent-children': 'Dependent children', 'disability': 'Disability benefit in payment',
  'missed-arrangement': 'Payment arrangement broken', 'no-contact': 'No contact for six months', 'dhp-ending': 'Housing payment ending',
  'insecure-housing': 'No home of their own', 'care-leaver': 'Care leaver',
} as const

export const DEBT_KINDS = {
  'council-tax-arrears': 'Council tax arrears', 'rent-arrears': 'Rent arrears',
  'housing-benefit-overpayment': 'Housing benefit overpayment', 'former-tenant-arrears': 'Former tenant arrears',
  'sundry-debt': 'Sundry debt', 'social-care-charges': 'Social care charges', 'parking-penalty': 'Parking penalty charges',
} as const

export const RECOVERY_STAGES = {
  none: 'Not in recovery', reminder: 'Reminder sent', 'final-notice': 'Final notice', summons: 'Summons issued',
  'liability-order': 'Liability order', 'enforcement-agent': 'With enforcement agents', arrangement: 'Payment arrangement',
  'arrangement-broken': 'Arrangement broken', 'notice-seeking-possession': 'Notice seeking possession',
  'possession-order': 'Possession order', 'written-off': 'Written off',
} as const

export const DUTY_KINDS = { prevention: 'Prevention duty', relief: 'Relief duty', main: 'Main duty' } as const

export const DUTY_END_REASONS = {
  'accommodation-secured': 'Accommodation secured', 'fifty-six-days-passed': '56 days passed', 'contact-lost': 'Contact lost',
  'application-withdrawn': 'Application withdrawn', 'became-homeless': 'Became homeless', refused: 'Offer refused',
} as const

export const MORATORIUM_KINDS = { breathing: 'Breathing Space', 'mental-health-crisis': 'Mental health crisis Breathing Space' } as const

export const BENEFITS = {
  'universal-credit': 'Universal Credit', 'housing-benefit': 'Housing Benefit', 'council-tax-reduction': 'Council Tax Reduction',
  'pension-credit': 'Pension Credit', pip: 'Personal Independence Payment', 'carers-allowance': "Carer's Allowance",
  esa: 'Employment and Support Allowance', 'child-benefit': 'Child Benefit',
  'discretionary-housing-payment': 'Discretionary Housing Payment', 'household-support-fund': 'Household Support Fund',
} as const

export const INTERVENTIONS = {
  'debt-advice': 'Debt advice', 'benefit-check': 'Benefit check', 'payment-arrangement': 'Payment arrangement',
  'personalised-housing-plan': 'Personalised housing plan', mediation: 'Landlord mediation', 'tenancy-support': 'Tenancy support',
  'food-voucher': 'Food or fuel voucher', 'referral-out': 'Referred to a partner',
} as const

export const INTERVENTION_OUTCOMES = { open: 'Under way', helped: 'Helped', 'no-change': 'No change', declined: 'Declined', lost: 'Contact lost' } as const

export const CHRONOLOGY_EVENTS = {
  'account-opened': 'Account opened', 'tenancy-started': 'Tenancy started', 'tenancy-ended': 'Tenancy ended',
  'payment-missed': 'Payment missed', 'payment-received': 'Payment received', 'reminder-sent': 'Reminder sent',
  'summons-issued': 'Summons issued', 'liability-order': 'Liability order granted', 'enforcement-started': 'Passed to enforcement agents',
  'arrangement-agreed': 'Payment arrangement agreed', 'arrangement-broken': 'Payment arrangement broken',
  'eviction-notice': 'Eviction notice received', 'possession-order': 'Possession order', 'homeless-application': 'Homelessness application',
  'duty-accepted': 'Homelessness duty accepted', 'duty-ended': 'Homelessness duty ended',
  'temporary-accommodation-placed': 'Placed in temporary accommodation', 'temporary-accommodation-left': 'Left temporary accommodation',
  'benefit-started': 'Benefit started', 'benefit-stopped': 'Benefit stopped', 'benefit-changed': 'Benefit amount changed',
  'overpayment-raised': 'Overpayment raised', 'breathing-space-started': 'Breathing Space started', 'breathing-space-ended': 'Breathing Space ended',
  'dhp-awarded': 'Discretionary Housing Payment awarded', 'hsf-awarded': 'Household Support Fund payment',
  'member-joined': 'Household member joined', 'member-left': 'Household member left', 'contact-made': 'Contact made', 'contact-tried': 'Contact tried, no answer',
  'invoice-raised': 'Invoice raised', 'care-assessment': 'Care Act assessment', 'care-started': 'Care and support started', 'care-reviewed': 'Care and support reviewed',
  'care-ended': 'Care and support ended', 'childrens-services-started': "Children's services involved", 'childrens-services-ended': "Children's services no longer involved",
  'school-started': 'Started at a school', 'school-left': 'Left a school', 'school-suspension': 'Suspended from school', 'school-exclusion': 'Permanently excluded from school',
  'elector-registered': 'On the electoral register since', 'support-started': 'Housing support started', 'support-ended': 'Housing support ended',
} as const

/** Safe-contact warnings: read before anybody rings or knocks. */
export const SAFE_CONTACT = {
  'letters-unsafe': 'Do not send letters', 'phone-unsafe': 'Do not leave voicemail', 'visit-in-pairs': 'Visit in pairs',
  'contact-through-support-worker': 'Contact through support worker only', 'do-not-disclose-address': 'Do not disclose the address to anyone',
} as const

export const CONTACT_CHANNELS = { phone: 'Phone', visit: 'Visit', office: 'At the office', letter: 'Letter', email: 'E-mail' } as const

export const CONTACT_OUTCOMES = {
  'spoke-advice-given': 'Spoke: advice given', 'spoke-arrangement-agreed': 'Spoke: arrangement agreed', 'spoke-referred': 'Spoke: referred on',
  'spoke-no-help-wanted': 'Spoke: no help wanted', 'no-answer': 'No answer', 'left-message': 'Message left',
  'wrong-number': 'Wrong number', 'wrong-person': 'Wrong person', 'safeguarding-raised': 'Safeguarding concern raised',
} as const

export const NEXT_ACTIONS = {
  'call-back': 'Call back', visit: 'Visit', 'send-form': 'Send a form', 'check-payment': 'Check payment', 'review-plan': 'Review housing plan',
  'benefit-check': 'Benefit check', refer: 'Refer to a partner', 'pause-recovery': 'Ask for recovery to be paused',
} as const

/** Why a household changes hands between colleagues: codes only, since the hub holds no words. */
export const HAND_OVER_NOTES = {
  leave: 'I am on leave', workload: 'To balance the work', 'knows-household': 'You know this household', specialism: 'Needs your specialism',
  'language-or-access': 'Language or access need', conflict: 'I should not work on this one',
} as const

export const REFERRAL_REASONS = {
  'homelessness-risk': 'Threatened with homelessness', 'debt-advice': 'Debt advice needed', 'benefit-help': 'Help with benefits', 'home-visit': 'Home visit needed',
  'tenancy-support': 'Tenancy support', 'moved-district': 'Moved to another district', 'specialist-help': 'Specialist help needed',
} as const

export const DECLINE_REASONS = {
  'not-our-remit': 'Not within our remit', 'no-capacity': 'No capacity at present', 'already-known': 'We already work with them another way',
  'more-needed': 'More needs to be known first', 'other-team': 'Another team fits better',
} as const

/** Kinds of identified details that a purpose may open. */
export const FIELD_GROUPS = {
  identity: 'Name, date of birth, NI and system numbers', address: 'Address', contact: 'Phone and e-mail', health: 'Health details',
  money: 'Account numbers', children: 'Details of children', notes: 'Case notes',
} as const

export type District = keyof typeof DISTRICTS
export type Domain = keyof typeof DOMAINS
export type Source = keyof typeof SOURCES
export type Team = keyof typeof TEAMS
export type Role = keyof typeof ROLES
export type RiskBand = keyof typeof RISK_BANDS
export type FieldGroup = keyof typeof FIELD_GROUPS

/** The codes of a vocabulary as the non-empty tuple that `z.enum` takes. */
export const codesOf = <T extends Record<string, unknown>>(vocabulary: T): [keyof T & string, ...(keyof T & string)[]] =>
  Object.keys(vocabulary) as [keyof T & string, ...(keyof T & string)[]]
