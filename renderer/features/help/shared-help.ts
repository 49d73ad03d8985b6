import type { Role } from '../../../shared/model/codes'
import type { HelpTopic } from './help-topic'

const CASEWORK_LOG: HelpTopic = {
  id: 'logged', title: 'What is logged about you',
  lines: [
    'Each look-up: when, and for which purpose. What the caller gave goes to the identity vault only.',
    'Each reveal you ask for, also a refused one: the household’s member, the purpose, your words, what opened, and whether it was shown, shown again, masked or copied.',
    'Opening a masked household from the central service.',
    'Not logged: what you type before you send it, how fast you work, what you read on the worklist, your preferences.',
    'Your own entries are under My reveals. Your supervisor and information governance see the same. Entries cannot be changed by anybody; that is what Proved means.',
  ],
}

const OVERSIGHT_LOG: HelpTopic = {
  id: 'logged', title: 'What is logged about you',
  lines: [
    'Each time you look at other people’s entries, or change a role, a laptop or a setting: when, and what kind of thing it was.',
    'Not logged: how fast you work, or your preferences.',
  ],
}

export const loggedHelp = (role: Role): HelpTopic => (role === 'ig-lead' || role === 'admin' ? OVERSIGHT_LOG : CASEWORK_LOG)

/** The same for everybody. */
export const SHARED_TOPICS = {
  wrong: {
    id: 'wrong', title: 'When something goes wrong',
    lines: [
      'Casement says what happened, what you can do, and a code. Search for the code below.',
      'Nothing you wrote is lost by an error: what was added is on this laptop until it is sent, and an unfinished form is kept while you type.',
      'If the same code comes twice, tell your service desk the code and the time. Never a name, a reference or a picture of the screen.',
    ],
  },
  lost: {
    id: 'lost', title: 'If your laptop is lost or stolen',
    steps: [
      'Tell your administrator and your service desk at once, at any hour. They revoke the laptop; from then on it can fetch nothing.',
      'Tell information governance the same day. They decide whether anybody must be told.',
      'What is on it is encrypted, and opens only with your passphrase. Names, addresses and phone numbers are never stored on it.',
      'On your next laptop sign in and enrol as on the first day. What had been sent is all there; what was not yet sent is on the lost one.',
    ],
  },
  passphrase: {
    id: 'passphrase', title: 'If you forget your passphrase',
    steps: [
      'Choose I have forgotten my passphrase on the unlock screen. Nobody can look it up for you.',
      'Start again: sign in and choose a new one. You need a connection.',
      'What was waiting to be sent goes up after you have enrolled. Unfinished drafts cannot be opened any more.',
    ],
  },
  tell: {
    id: 'tell', title: 'Whom to tell',
    lines: [
      'A person may be in danger: 999 first, then your safeguarding procedure. Casement can wait.',
      'Details may have been seen by the wrong person, or you opened the wrong record: information governance, the same day. An honest slip told early is no misconduct.',
      'A code with the word ledger, receipt or key: information governance. Do not try again.',
      'A lost laptop: your administrator and service desk, then information governance.',
      'A rule that seems wrong, or a limit you have reached: your supervisor.',
      'Data that looks wrong: the service that sent it. Its name and date stand beside each fact.',
    ],
  },
} as const satisfies Record<string, HelpTopic>
