import type { Relationship } from '../../shared/model/relationship'

/** The officer's own relationship, said to the officer. */
export const YOUR_RELATIONSHIP: Readonly<Record<Relationship, string>> = {
  allocated: 'The household is allocated to you', 'duty-rota': 'You are on the duty rota today', referral: 'The household is referred to your team', 'approved-visit': 'You have an approved visit',
  'agreed-next-action': 'You agreed the next action: unless the household is with your team, such reveals are looked at in review', 'own-team': 'The household is with your team', 'self-claimed': 'You took the household yourself: such reveals are looked at in review',
  none: 'None recorded: such reveals are looked at in review',
}
