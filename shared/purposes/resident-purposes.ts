/**
 * Why somebody looked, as it is said to the resident: the signed titles and wordings speak to officers. By purpose code; a purpose that has
 * no words here yet is given by its signed title.
 */
const RESIDENT_PURPOSES: Readonly<Record<string, string>> = {
  'own-contact': 'You were in contact with us, and the officer had to be sure whom they were speaking to',
  'homelessness-prevention': 'To help you keep your home, or find another one, when you might have become homeless',
  'homelessness-relief': 'To help you find somewhere to live when you were homeless',
  'debt-advice': 'To advise you about what you owe and how it could be paid',
  'benefit-maximisation': 'To help you claim the benefits and other support that you have a right to',
  'home-visit': 'To visit you at home',
  'safeguarding-adult': 'To keep an adult safe, because somebody was worried about abuse or neglect',
  'safeguarding-child': 'To keep a child safe, because somebody was worried about harm',
  'subject-access': 'To answer a request for the information that we hold about you',
  'data-quality': 'To put right a record that was wrong, or that we held twice',
  'court-or-law-enforcement': 'A court, the police or another body with the legal power to ask had asked for these details in writing',
}

/** @param title of the very version that was stated, as signed */
export const residentPurpose = (code: string, title: string): string => RESIDENT_PURPOSES[code] ?? title
