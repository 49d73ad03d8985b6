import type { HelpTopic } from './help-topic'

export const CONTACT_LIST: HelpTopic = {
  id: 'contact-list', title: 'You have the same thing to say to several households',
  steps: [
    'In the worklist press the space bar on each household, or tick the box before its reference. Two to thirty of one district; a protected record cannot be among them.',
    'Choose Make a contact list. State one purpose and one reason for all of them, tick what you need to see, and choose Ask for approval.',
    'A supervisor approves the list once, perhaps for less. You are told at once, and find it under Contact lists (g then c).',
    'Choose Work through. For each household read what you state and press r to show its details; each showing is an entry in the access ledger.',
    'Record the outcome (c), or pass the household over (s) with a reason. Casement goes to the next; what was shown is dropped.',
    'Stop whenever you like: the list keeps where you were, over a lock and without a connection, until its time is over.',
  ],
}
