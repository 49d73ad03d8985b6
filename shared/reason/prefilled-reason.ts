import type { Team } from '../model/codes'
import type { RelatedHousehold, Relationship } from '../model/relationship'
import type { HouseholdRecord } from '../model/household'
import type { Purpose } from '../purposes/purpose'

/** Said in the officer's name. What somebody claimed alone, and nothing at all, fills in no words. */
const SENTENCES: Readonly<Record<Relationship, string | null>> = {
  allocated: 'the household is allocated to me', 'duty-rota': 'I am on the duty rota today', referral: 'the household is referred to my team',
  'approved-visit': 'I have an approved visit', 'agreed-next-action': 'I agreed the next action with them', 'own-team': 'the household is with my team', 'self-claimed': null, none: null,
}

type WithWords = Pick<Purpose, 'title' | 'freeText'>

/** The words that a relationship fills in for a purpose that does not ask for one's own; null where it does. The officer still confirms them: they are the reason in the entry. */
export function prefilledReason({ title, freeText }: WithWords, relationship: Relationship): string | null {
  const sentence = SENTENCES[relationship]
  return sentence === null || freeText === 'always' ? null : `${title}: ${sentence}.`
}

/** Are these words some relationship's, whether or not they may stand? Nobody's own words look like them. */
export const isPrefilled = (reason: string, { title }: Pick<Purpose, 'title'>): boolean =>
  Object.values(SENTENCES).some((sentence) => sentence !== null && reason === `${title}: ${sentence}.`)

const USUAL_OF_TEAM: Readonly<Record<Team, string>> = {
  'housing-options': 'homelessness-prevention', 'income-and-debt': 'debt-advice', 'customer-contact': 'own-contact', outreach: 'home-visit', 'welfare-rights': 'benefit-maximisation',
}

/** The purpose that a relationship makes likely, chosen for the officer to confirm or change; null without one. */
export function likelyPurpose(
  relationship: Relationship, household: RelatedHousehold & Pick<HouseholdRecord, 'duty'>, team: Team, isCaller: boolean,
): string | null {
  if (SENTENCES[relationship] === null) return null
  if (isCaller) return 'own-contact'
  if (relationship === 'approved-visit' || (relationship === 'agreed-next-action' && household.nextAction?.kind === 'visit')) return 'home-visit'
  const { duty } = household
  if (team === 'housing-options' && duty !== null && duty.endedOn === null) return duty.kind === 'prevention' ? 'homelessness-prevention' : 'homelessness-relief'
  return USUAL_OF_TEAM[team]
}
