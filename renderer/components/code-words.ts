import { DOMAINS, type Domain } from '../../shared/model/codes'
import type { PseudonymisedPerson } from '../../shared/model/household'

/** Short names of services for dense lists; the full name is in the title and on the household. */
const SHORT_DOMAINS: Readonly<Record<Domain, string>> = {
  'revenues-and-benefits': 'Revs & bens', housing: 'Housing', debt: 'Debt', 'adult-social-care': 'Adult care',
  'childrens-social-care': "Children's care", education: 'Education', electoral: 'Electoral', 'open-data': 'Open data',
}

/** In the order in which an officer would ask: who is owed first. Nearly everybody is on the electoral register, so that a dense list leaves it out. */
export const shortDomains = (domains: ReadonlyArray<Domain>): string =>
  (Object.keys(SHORT_DOMAINS) as Domain[]).filter((domain) => domain !== 'electoral' && domains.includes(domain)).map((domain) => SHORT_DOMAINS[domain]).join(', ')
export const domainWords = (domains: ReadonlyArray<Domain>): string =>
  domains.length === 0 ? 'No service' : domains.map((domain) => DOMAINS[domain]).join(', ')

const CHILD_BANDS: ReadonlySet<PseudonymisedPerson['ageBand']> = new Set(['0-4', '5-10', '11-15', '16-17'])
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** Who lives here without saying who they are: "2 adults, 3 children". */
export function makeUp(members: ReadonlyArray<PseudonymisedPerson>): string {
  const children = members.filter((member) => CHILD_BANDS.has(member.ageBand)).length
  const unknown = members.filter((member) => member.ageBand === 'unknown').length
  const adults = members.length - children - unknown
  const words = [
    adults > 0 ? count(adults, 'adult', 'adults') : '',
    children > 0 ? count(children, 'child', 'children') : '',
    unknown > 0 ? `${unknown} of unknown age` : '',
  ].filter((part) => part !== '')
  return words.join(', ')
}

/** [code, words] pairs of a vocabulary, for selects and checkboxes. */
export const choicesOf = <Code extends string>(vocabulary: Readonly<Record<Code, string>>): Array<readonly [Code, string]> =>
  (Object.keys(vocabulary) as Code[]).map((code) => [code, vocabulary[code]] as const)
