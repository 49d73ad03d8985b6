import type { Role } from '../../../shared/model/codes'
import type { HelpTopic, RoleHelp } from './help-topic'

const CALLER: HelpTopic = {
  id: 'caller', title: 'A resident rings and you need their household',
  steps: [
    'Press g then f, or choose Find.',
    'Type what the caller gives: any two of name, date of birth, postcode, NI number and phone, or one account number on its own. Or the household reference, if they have it.',
    'Check why you are looking. It is set to the resident’s own contact; change it if that is not so.',
    'Press Enter. If it says Be more exact, ask for the detail it names. If it says Not known, check the spelling; they may not be known to any service.',
    'Answer from the household page. Most calls need no name: what is owed, whether recovery is paused, how long the duty has to run and what was tried are all there.',
  ],
}

const REVEAL: HelpTopic = {
  id: 'reveal', title: 'You need a name, a phone number or an address',
  steps: [
    'On the household page press r, or choose Reveal beside the member you need.',
    'Choose the purpose. Where the household is yours, the likely one is chosen already; change it if it does not fit. It decides what can open; the right-hand side shows the lawful basis and for how long.',
    'Tick only what you need. Ringing back needs a phone number, not an address.',
    'Choose the contact or case that it is about. What you have to do with the household is filled in; if nothing is recorded, say so in your reason, and somebody looks at it afterwards.',
    'Say in your own words what the resident needs and why you need the details now. Leave out names, numbers and postcodes: the log must not hold them.',
    'Choose Reveal. The entry is written first, then the details are shown. Press m to mask them again as soon as you are done; Show again needs no new reason while the time lasts.',
    'If somebody else must approve first, it says so, with whom it waits.',
    'If somebody may come to harm before anybody can approve, state a safeguarding purpose and choose Emergency access: open now. It opens at once, a few times in a day at most; somebody else reviews it, and you see in My reveals how that ended.',
    'If you find that you can do without, choose Decided not to reveal (Alt+N). It is recorded, without the household, and counts for you.',
  ],
}

const BUDGET: HelpTopic = {
  id: 'budget', title: 'You reveal a great deal in a day',
  steps: [
    'There is a budget for an hour and for a day. Nobody is stopped in mid-call by it.',
    'From 80 per cent on the figure stands beside the details. Above the budget you are asked to sign in again before the next reveal, and your supervisor is told that you went on. What you had stated stays.',
    'At five times the budget it ends for that hour or day. Emergency access is never counted, and still opens.',
  ],
}

const CIRCLE: HelpTopic = {
  id: 'circle', title: 'You know the resident yourself',
  steps: [
    'Hand the call to a colleague. Nobody works on the record of somebody they know, in an emergency either: somebody else must.',
    'Choose People I know at the top right, or press g then k.',
    'Say how you know them, and give a name with a date of birth or a postcode, or an address. It is sealed to the identity vault and never shown again.',
    'Their household leaves your worklist within a minute. If you try it all the same, nothing is shown and your supervisor is told.',
    'No longer so? Choose Ask to withdraw. It stands until somebody else agrees.',
  ],
}

const CONTACT: HelpTopic = {
  id: 'contact', title: 'You have spoken to a resident, or tried to',
  steps: [
    'On the household page press c, or choose Add contact outcome.',
    'Choose how and with what outcome. Write a note if it helps whoever comes next; it is sealed to the identity vault.',
    'Choose what happens next and by when. The household then stays on your worklist until it is done.',
    'Choose Save contact. It is safe on this laptop at once, and sent when there is a connection.',
  ],
}

const REFERRAL: HelpTopic = {
  id: 'referral', title: 'Another team should take a household on',
  steps: [
    'Open the household and choose Refer to another team. It stays yours until they accept.',
    'Choose the team and the reason. They see the masked household while it waits with them.',
    'Press g then e for Referrals: what waits for your team stands first. Accept takes the household on; decline says why.',
    'Changed your mind? Withdraw it there, as long as nobody has answered.',
  ],
}

const ASKED: HelpTopic = {
  id: 'asked', title: 'You asked for details that need approval',
  steps: [
    'Press g then q for Requests. It says with whom each one waits; cancel what you no longer need.',
    'You are told on any screen as soon as somebody decided. Less than you asked for may be approved: it says what, and why.',
    'Open the details from there. The time starts only then. An approval that nobody used runs out after twelve hours.',
    'Declined? Read the words, and ask again with what was missing.',
  ],
}

const OFFLINE: HelpTopic = {
  id: 'offline', title: 'You have no signal',
  steps: [
    'Go on working. The worklist, households, contact outcomes and notes all work from this laptop.',
    'To open a household, use its reference in Find, or the worklist. Find by name and new reveals need a connection.',
    'Write contacts as usual. They show Waiting to send, and go by themselves when you are connected again.',
    'Back in reach, look at Sync. If something needs attention, open it and decide; nothing is thrown away without you.',
  ],
}

const WORKLIST: HelpTopic = {
  id: 'worklist', title: 'You plan your day from the worklist',
  steps: [
    'Press g then w. The most urgent households come first: next action due, then the duty clock, then risk.',
    'Filter on the left: due today, risk band, duty clock, how much is owed, how long without contact.',
    'Choose Save current filters as my default if you always start like this.',
    'Move with the arrow keys or j and k, open with Enter. Coming back, you are where you were.',
    'To say the same thing to several households, press the space bar on each and choose Make a contact list. A supervisor approves it once; you work through it under Contact lists (g then c).',
    'To visit where there is no signal, choose the households and press Plan visits. Once a supervisor has approved the pack, seal it under Visits (g then x) before you leave; it is destroyed when the outing ends, or before by Destroy this pack now, without signal too.',
  ],
}

/** By role. Plain words, second person, names of screens as they are written on them. */
export const ROLE_HELP: Readonly<Record<Role, RoleHelp>> = {
  officer: {
    does: [
      'You answer residents and work through the households allocated to you and your team.',
      'You see them masked: what is owed, which duties run, what was tried, and not who they are. When you need a name or a number, you say why, and it opens for a few minutes.',
    ],
    tasks: [CALLER, REVEAL, BUDGET, CIRCLE, ASKED, CONTACT, WORKLIST, REFERRAL, OFFLINE],
  },
  outreach: {
    does: [
      'You visit households and record what came of it, often without signal.',
      'You see the same masked records as an officer. Names and addresses open for a stated purpose while you are connected, so look up what you need before you leave.',
    ],
    tasks: [
      {
        id: 'visit', title: 'You prepare a visit',
        steps: [
          'Open the household from your worklist and read the warnings at the top first: safe contact, visit in pairs, recovery paused.',
          'Press r while you are connected. Choose the purpose that fits and tick identity and address only.',
          'State what the visit is for in your own words, without names or numbers.',
          'Note the household reference for the road: it names nobody, and opens the household offline.',
        ],
      },
      OFFLINE, CONTACT, REVEAL, BUDGET, CIRCLE, ASKED, WORKLIST, REFERRAL,
    ],
  },
  supervisor: {
    does: [
      'You work on cases like an officer, and you look after your team’s: who has what, which requests wait for you, and what was looked at.',
      'You decide requests for details that need a second pair of eyes. You can never decide your own.',
    ],
    tasks: [
      {
        id: 'approve', title: 'A request waits for your decision',
        steps: [
          'Open Approvals. The oldest request is first.',
          'Read who asks, how they are connected to the household, their own words, and exactly what would open.',
          'Approve it, narrow it to fewer details or a shorter time, or decline it in words that help: the requester reads them.',
          'It cannot be taken back, so narrow when in doubt. Protected records need a second person besides you.',
        ],
      },
      {
        id: 'team-reveals', title: 'You look at what your team opened',
        steps: [
          'Open Team’s reveals. You see reveals by purpose and by day, and those that were avoided because the masked record was enough.',
          'Open a line to read the officer’s words. Ask the officer before you conclude anything.',
          'Open Reviews (g then v) for what somebody else must look at: every use of emergency access, every reveal without a recorded relationship, and a sample. The riskiest is first; 1, 2 and 3 close it as justified, something to learn or a concern, with your words.',
          'Alerts on the same screen say what is unusual, with the figures. Nobody is stopped by one.',
          'That you looked is logged as well.',
        ],
      },
      {
        id: 'deputy', title: 'You will be away, or the rota has to be entered',
        steps: [
          'Open Deputies and rota (g then y) and name a deputy for the days you are away, 28 at most. They decide your team’s requests and contact lists beside you, never your own requests or theirs.',
          'Put somebody at the duty desk for each week: they have a recorded relationship with the households of the district in that week. Another supervisor enters you.',
          'Put a supervisor on duty for approvals: what nobody decides in time goes to them as well.',
          'End it when you are back before its time. What was decided stays as it is.',
        ],
      },
      {
        id: 'allocate', title: 'You give a household to somebody in your team',
        steps: [
          'Open the Team view of the worklist. Households that belong to nobody come first.',
          'Open the household and choose whom it goes to.',
          'It appears in their caseload at their next sync, marked as new to them.',
        ],
      },
      CALLER, REVEAL, BUDGET, CIRCLE, ASKED, REFERRAL,
    ],
  },
  'ig-lead': {
    does: [
      'You answer who looked at a record, when and why, and show that nothing was taken out of the log.',
      'Under Reviews (g then v) you review what supervisors opened and what nobody of a team has reviewed in time, and you follow up the concerns that they raise.',
      'You do no casework: no worklist, no Find, no identified details. What you look at in the log is itself logged.',
    ],
    tasks: [
      {
        id: 'who-looked', title: 'Somebody asks who looked at a record',
        steps: [
          'Open Who looked and type the household reference.',
          'You see each reveal, showing, copy and refused attempt, with officer, purpose, words and whether anything was shown.',
          'Each entry says whether this laptop proved that it is in the ledger.',
        ],
      },
      {
        id: 'statement', title: 'A resident asks who has looked at their data',
        steps: [
          'Open Statements (g then b), type the household reference and choose whom the statement is about.',
          'Read the lines as the resident will. What the law lets you leave out, you propose with its ground; another information governance lead decides.',
          'Issue it, then save the PDF for the resident. It names the household by its reference and no officer.',
        ],
      },
      {
        id: 'search-ledger', title: 'You search the log',
        steps: [
          'Open Search the ledger.',
          'Narrow by officer, purpose, outcome, kind and dates.',
          'Open an entry for the officer’s words. Words that were erased are gone for good; the proof stays.',
        ],
      },
      {
        id: 'unproved', title: 'An officer reports a proof that did not hold',
        steps: [
          'Take the code they read out: REVEAL_RECEIPT_INVALID, REVEAL_LEDGER_INCONSISTENT, LEDGER_CONFLICT or KEY_BUNDLE_INVALID.',
          'Nothing was shown to them. Ask them not to try again.',
          'Have the hub’s operator export the ledger, and have it reconciled with the vault: npm run ledger. After LEDGER_CONFLICT the laptop has sent both signed checkpoints to the vault. Treat a difference as a suspected breach.',
        ],
      },
      {
        id: 'neighbour', title: 'Somebody may have looked without a need',
        steps: [
          'Look at the entries first: purpose, words, time, and how the officer was connected to the household.',
          'Compare with the contacts recorded on that day. A look without a contact is a question, not an answer.',
          'Hear the officer’s supervisor. Follow your council’s procedure from there.',
        ],
      },
      {
        id: 'lost-laptop-ig', title: 'A laptop was lost',
        steps: [
          'Ask the administrator to revoke it, if that has not happened. From then on it can call neither hub nor vault.',
          'Search the log for what that officer opened last. Masked records on the laptop are encrypted under a passphrase; identified details are never stored on it.',
          'Decide with your procedure whether it is a breach that must be notified.',
        ],
      },
    ],
  },
  admin: {
    does: [
      'You look after laptops, people and roles, and you watch that the partners’ extracts arrive.',
      'You see no household, no reason and no words of an officer.',
    ],
    tasks: [
      {
        id: 'revoke', title: 'A laptop was lost or stolen',
        steps: [
          'Open Devices and find it by its owner.',
          'Choose Revoke and confirm. It is revoked at the vault first, so that nothing already granted can open.',
          'Tell information governance. The officer enrols their next laptop themselves.',
        ],
      },
      {
        id: 'two-accounts', title: 'Somebody works under two accounts',
        steps: [
          'Open People and roles and choose Link two accounts, below the list.',
          'Choose both and read what it means: neither decides or reviews what the other asked. It cannot be taken back here.',
          'Another administrator notes it of your own accounts.',
        ],
      },
      {
        id: 'new-officer', title: 'Somebody joins or changes team',
        steps: [
          'Open People and roles and find the person. Who is new is added there, under the sign-in name that the identity provider gives them.',
          'Set role, team and district, and confirm. You cannot change your own.',
          'Their laptop receives what they may now see, and drops the rest, at its next sync.',
        ],
      },
      {
        id: 'third-laptop', title: 'An officer may not enrol another laptop',
        steps: [
          'They see code ACCESS_DEVICE_LIMIT: they have as many laptops as the controller allows.',
          'Open Devices and revoke the one they no longer use. Ask first: work on it that was not sent stays on it.',
          'They can enrol at once.',
        ],
      },
      {
        id: 'intake', title: 'An extract did not arrive or was rejected',
        steps: [
          'Open Intake runs. Each run says what came in, what was loaded, and what was rejected for which reason.',
          'A rejected file names row and column, never a value. Send that to the partner and ask for the file again.',
          'Until it arrives, households say that the extract is overdue.',
        ],
      },
      {
        id: 'purposes', title: 'You check which purposes are in force',
        steps: [
          'Open Purposes. You see each with its version, wording, lawful basis and roles.',
          'They are signed by the controller and cannot be changed here.',
          'When a wording changes, officers are asked to read it again before their next reveal.',
        ],
      },
    ],
  },
}
