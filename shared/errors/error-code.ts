/**
 * Every error code of Casement, declared once. `means` is what happened, `action` what the person can do next;
 * both are shown to people, so they carry no identifier and no value that somebody typed.
 */
export const ERROR_CODES = {
  // access
  ACCESS_SIGNED_OUT: { means: 'You are not signed in.', action: 'Sign in again.' },
  ACCESS_SIGN_IN_FAILED: { means: 'Signing in did not finish.', action: 'Try again. If it happens twice, tell your service desk.' },
  ACCESS_SIGN_IN_TIMED_OUT: { means: 'The sign-in page was not completed in time.', action: 'Start signing in again.' },
  ACCESS_NOT_ENROLLED: { means: 'This laptop is not enrolled for you.', action: 'Enrol this laptop.' },
  ACCESS_LOCKED: { means: 'Casement is locked.', action: 'Unlock with your passphrase.' },
  ACCESS_PASSPHRASE_WRONG: { means: 'That passphrase does not open this laptop.', action: 'Check it and try again. Nothing has been erased.' },
  ACCESS_PASSPHRASE_WEAK: { means: 'That passphrase is too easy to guess.', action: 'Use four or more unrelated words.' },
  ACCESS_WAIT: { means: 'Too many wrong passphrases in a row.', action: 'Wait for the time shown, then try again.' },
  ACCESS_TOKEN_INVALID: { means: 'The sign-in token was not accepted.', action: 'Sign in again.' },
  ACCESS_TOKEN_EXPIRED: { means: 'Your sign-in has expired.', action: 'Sign in again.' },
  ACCESS_ROLE_FORBIDDEN: { means: 'Your role does not allow this.', action: 'Ask your administrator if you think it should.' },
  ACCESS_DEVICE_UNKNOWN: { means: 'This laptop is not known to the service.', action: 'Enrol this laptop again.' },
  ACCESS_DEVICE_REVOKED: { means: 'This laptop has been revoked.', action: 'Contact your administrator.' },
  ACCESS_DEVICE_PROOF_INVALID: { means: 'The request was not signed by an enrolled laptop.', action: 'Lock and unlock Casement, then try again.' },
  ACCESS_DEVICE_LIMIT: { means: 'You already have the allowed number of laptops.', action: 'Ask your administrator to revoke one.' },
  ACCESS_KEY_STORE_REQUIRED: { means: 'This laptop has no system key store, which your council requires.', action: 'Ask your service desk to set one up.' },
  ACCESS_KEY_STORE_CHANGED: { means: 'The system key store cannot open what it sealed before.', action: 'Enrol again; unsent work is kept.' },
  // store
  STORE_NEWER_VERSION: { means: 'The data on this laptop was written by a newer Casement.', action: 'Update Casement. Nothing has been changed.' },
  STORE_CORRUPTED: { means: 'The data on this laptop is damaged.', action: 'Enrol again; unsent work is kept in the recovery spool.' },
  STORE_DISK_FULL: { means: 'There is no room left on this disk.', action: 'Free some space. What you had saved is safe.' },
  STORE_UNAVAILABLE: { means: 'The store stopped unexpectedly.', action: 'Unlock again.' },
  // preferences
  PREFERENCE_FILE_UNREADABLE: { means: 'The file with your preferences cannot be read, and was left as it is.', action: 'What you choose holds until you close Casement. Ask your service desk to mend or remove preferences.json.' },
  PREFERENCE_NOT_SAVED: { means: 'Your preferences could not be saved on this laptop.', action: 'What you choose holds until you close Casement. Free some space on the disk and choose it again.' },
  // requests and transport
  REQUEST_INVALID: { means: 'The request was not in the agreed form.', action: 'Try again. If it happens twice, report this code.' },
  REQUEST_FOREIGN_SENDER: { means: 'A call came from outside the application window.', action: 'Restart Casement and report this code.' },
  REQUEST_TOO_LARGE: { means: 'The request was too large.', action: 'Send less at once.' },
  NOT_FOUND: { means: 'There is nothing here.', action: 'Check the reference, or go back to the worklist.' },
  SERVICE_ENVIRONMENT: { means: 'The service lacks a part of its configuration.', action: 'Set the variables that its log names, then start it again.' },
  INTERNAL: { means: 'Something went wrong on our side.', action: 'Try again. If it happens twice, report this code.' },
  HUB_UNREACHABLE: { means: 'The central service cannot be reached.', action: 'Keep working; what you write is sent when the connection returns.' },
  HUB_SLOW: { means: 'The central service did not answer in time.', action: 'Try again in a moment.' },
  HUB_RUBBISH: { means: 'The central service answered something Casement does not understand.', action: 'Try again. If it happens twice, report this code.' },
  VAULT_UNREACHABLE: { means: 'The identity vault cannot be reached.', action: 'Try again in a moment. Nothing was shown.' },
  VAULT_SLOW: { means: 'The identity vault did not answer in time.', action: 'Try again in a moment. Nothing was shown.' },
  VAULT_RUBBISH: { means: 'The identity vault answered something Casement does not understand.', action: 'Nothing was shown. Report this code.' },
  // keys
  KEY_BUNDLE_INVALID: { means: 'The service keys are not signed by your councils.', action: 'Do not continue. Report this code to your service desk.' },
  KEY_UNKNOWN: { means: 'A signature was made with a key that is not in the key bundle.', action: 'Report this code.' },
  // find
  FIND_CRITERIA_TOO_FEW: { means: 'Two details are needed, or one account number.', action: 'Ask the caller for one more detail.' },
  FIND_CRITERIA_INVALID: { means: 'One of the details is not in a form that can be looked up.', action: 'Check the highlighted field.' },
  FIND_CAP_REACHED: { means: 'You have reached the limit of look-ups for this hour.', action: 'Use the worklist or the reference, or ask your supervisor.' },
  FIND_OFFLINE: { means: 'Find needs a connection.', action: 'Use the worklist or the household reference.' },
  // reveal
  REVEAL_REASON_REQUIRED: { means: 'A reason is needed.', action: 'Say in a few words why you need these details now.' },
  REVEAL_REASON_TOO_SHORT: { means: 'The reason is too short to be understood later.', action: 'Say what the resident needs and why you need the details.' },
  REVEAL_REASON_FILLER: { means: 'The reason does not say why.', action: 'Say what the resident needs and why you need the details.' },
  REVEAL_REASON_IDENTIFIER: { means: 'The reason seems to contain an identifier.', action: 'Take out numbers, postcodes and e-mail addresses: the log must not hold them.' },
  REVEAL_AUTHORITY_REQUIRED: { means: 'Whether this purpose rests on a power of a court or of law enforcement does not fit what was stated.', action: 'Give the power and who authorised it where they are asked for, and nowhere else.' },
  REVEAL_PURPOSE_UNKNOWN: { means: 'That purpose is not in the signed list.', action: 'Choose a purpose from the list.' },
  REVEAL_PURPOSE_OUTDATED: { means: 'The wording of this purpose has changed.', action: 'Read the new wording and confirm again.' },
  REVEAL_FIELDS_NOT_COVERED: { means: 'The purpose does not cover one of these groups of details.', action: 'Ask for less, or choose the purpose that fits.' },
  REVEAL_FORBIDDEN: { means: 'The policy does not allow this.', action: 'Read the rule shown. Your supervisor can explain it.' },
  REVEAL_NEEDS_APPROVAL: { means: 'Somebody else must approve this first.', action: 'Ask your supervisor.' },
  REVEAL_CAP_REACHED: { means: 'You have revealed five times as much as your budget, and that is the end of it for now.', action: 'Nothing was shown. Ring your supervisor, who has been told. If somebody may come to harm, emergency access still opens.' },
  /** Asked of whoever is above the budget: nobody is stopped in mid-call. */
  REVEAL_SIGN_IN_NEEDED: { means: 'You are above your budget of reveals. Before the next one, show that it is you.', action: 'Sign in again, then ask once more. Your supervisor is told that you went on. If somebody may come to harm, emergency access opens at once.' },
  REVEAL_RECEIPT_INVALID: { means: 'The proof of the log entry did not hold.', action: 'Nothing was shown. Report this code to information governance.' },
  REVEAL_LEDGER_INCONSISTENT: { means: 'The access ledger does not match what this laptop saw before.', action: 'Nothing was shown. Report this code to information governance.' },
  LEDGER_CONFLICT: { means: 'The access ledger has contradicted what this laptop saw before. Both signed checkpoints are kept here as evidence, and information governance is told.', action: 'Nothing was shown. This laptop reveals and looks up nothing until they have cleared it up; everything else works. Give them this code.' },
  LEDGER_CONFLICT_UNPROVED: { means: 'What was reported of the ledger is not signed, or contradicts nothing.', action: 'Casement keeps the evidence and tries again. Give this code to information governance.' },
  REVEAL_LEDGER_UNAVAILABLE: { means: 'The log entry could not be written.', action: 'Nothing was shown. Try again in a moment.' },
  REVEAL_GRANT_INVALID: { means: 'The grant does not fit this request.', action: 'Nothing was shown. Ask again.' },
  REVEAL_GRANT_EXPIRED: { means: 'The time for opening these details has passed.', action: 'State the need again.' },
  REVEAL_CLOCK: { means: 'The clock of this laptop is not believable.', action: 'Set the clock right, then try again.' },
  REVEAL_OFFLINE: { means: 'Details can only be revealed with a connection.', action: 'Try again when you have signal.' },
  VAULT_PROOF_NEEDED: { means: 'The vault has seen a different point of the ledger.', action: 'Casement fetches the missing proof by itself.' },
  // approvals
  APPROVAL_FORBIDDEN: { means: 'The policy does not let you decide this request.', action: 'Read the rule shown, and leave it to somebody else.' },
  APPROVAL_NOT_WAITING: { means: 'This request is not waiting any more: it was decided, cancelled or ran out of time.', action: 'Look at the list again.' },
  APPROVAL_NOT_LESS: { means: 'The answer does not fit what was asked.', action: 'Approve it as it is, or take something away from it.' },
  APPROVAL_NOT_GIVEN: { means: 'This has not been approved, or not for what you ask.', action: 'Look at your requests: what was approved, for whom and until when stands there.' },
  APPROVAL_USED: { means: 'This approval has been used already.', action: 'Ask again if you still need the details.' },
  APPROVAL_UNPROVED: { means: 'The vault could not make sure of the approval.', action: 'Nothing was shown. Ask again; if it happens twice, report this code to information governance.' },
  LIST_FORBIDDEN: { means: 'The policy does not let a household into this contact list.', action: 'Read the rule shown, take that household out, and ask for it alone if you still need it.' },
  LIST_DISTRICTS: { means: 'A contact list is for households of one district.', action: 'Make a list for each district.' },
  APPROVAL_OFFLINE: { means: 'Asking for approval and deciding need a connection.', action: 'Try again when you have signal.' },
  // deputies, the duty rota, accounts of one person
  STAND_IN_FORBIDDEN: { means: 'The policy does not allow this deputy, or this duty.', action: 'Read the rule shown, and choose somebody else or another time.' },
  STAND_IN_PERIOD: { means: 'These dates do not fit.', action: 'A deputyship begins today or later and lasts 28 days at most; a week on the rota begins on a Monday and is not over yet.' },
  ADMIN_OWN_ACCOUNT: { means: 'Nobody notes it of their own accounts.', action: 'Ask another administrator.' },
  ADMIN_ACCOUNTS_APART: { means: 'These accounts are noted to be of two different people.', action: 'Check whose they are. What was noted cannot be changed here: ask whoever runs the service.' },
  // sync
  SYNC_PAGE_TRUNCATED: { means: 'A page of changes arrived incomplete and was thrown away.', action: 'Nothing to do: it is fetched again.' },
  SYNC_CURSOR_INVALID: { means: 'The place reached in the change feed is not valid.', action: 'Casement starts the sync again.' },
  SYNC_EPOCH_CHANGED: { means: 'The central service was restored from a backup.', action: 'Casement sends recent work again and syncs from the start.' },
  SYNC_FEED_STALLED: { means: 'A transaction of the central database that stays open holds back the changes of everybody.', action: 'Whoever runs the central service ends it (pg_stat_activity, the oldest xact_start); laptops then go on by themselves.' },
  SYNC_OPERATION_REFUSED: { means: 'The service did not accept something you sent.', action: 'Open "needs attention" and decide.' },
  // commands
  ARGUMENTS_WRONG: { means: 'The command does not know what to do with its arguments.', action: 'Read how it is used, then run it again. Nothing was touched.' },
  // caseload
  CASELOAD_TAKEN: { means: 'Somebody else has this household in their caseload already.', action: 'See who has it and talk to them; then put your own away.' },
  CASELOAD_CHANGED: { means: 'This household changed hands before yours arrived.', action: 'See who has it now. If yours still fits, do it again from the household; then put this away.' },
  CASELOAD_ACTION_CHANGED: { means: 'Somebody else changed the next action before yours arrived.', action: 'Look at the one that stands. If yours still fits, set it again; then put this away.' },
  CASELOAD_RECEIVER_INVALID: { means: 'That colleague or team cannot take this household.', action: 'Choose a colleague of your team, or refer to another team; then put this away.' },
  CASELOAD_FORBIDDEN: { means: 'The policy does not let you do this with this household.', action: 'Ask your supervisor, who can allocate within the team; then put this away.' },
  CASELOAD_REFERRAL_PENDING: { means: 'This household waits for another team already.', action: 'Wait for the answer, or have that referral withdrawn first.' },
  CASELOAD_REFERRAL_CLOSED: { means: 'This referral was answered or withdrawn already.', action: 'See Referrals for how it ended; then put this away.' },
  // safe contact and risk to staff
  SAFETY_FORBIDDEN: { means: 'Taking this warning away is for the team that works the household.', action: 'The warning stands. Ask that team or your supervisor; then put this away.' },
  // review and administration
  OVERSIGHT_OFFLINE: { means: 'This screen needs a connection.', action: 'Try again when you are online. Nothing of it is kept on this laptop.' },
  ADMIN_OWN_ROLE: { means: 'Nobody changes their own role, team or district.', action: 'Ask another administrator.' },
  ADMIN_PERSON_KNOWN: { means: 'Somebody with this sign-in name is known already.', action: 'Find them in the list and change their role there, or check the sign-in name.' },
  ADMIN_OWN_DEVICE: { means: 'This is the laptop you are working on.', action: 'Revoke it from another laptop, or ask another administrator.' },
  ADMIN_VAULT_REFUSED: { means: 'The vault does not list you as an administrator. Nothing was revoked.', action: 'Ask whoever runs the vault to list you, or to revoke the laptop there.' },
  ADMIN_REVOKED_AT_VAULT_ONLY: { means: 'The laptop is revoked at the vault, and the central service could not be told.', action: 'It can open no details. Revoke it once more in a moment.' },
  // emergency access and its review
  EMERGENCY_QUOTA_USED: { means: 'You have used emergency access as often as one officer may.', action: 'Nothing was shown. Ring the duty desk now: the supervisor on duty can look with you, or approve at once.' },
  REVIEW_FORBIDDEN: { means: 'The policy does not let you review this reveal.', action: 'Read the rule shown, and leave it to somebody else.' },
  REVIEW_NOT_WAITING: { means: 'This review does not wait any more: somebody else has closed it.', action: 'Look at the list again.' },
  REVIEW_CAP_REACHED: { means: 'You have closed as many reviews as one reviewer may in a day.', action: 'What is left waits until tomorrow, or for another reviewer.' },
  // statements for residents
  STATEMENT_FORBIDDEN: { means: 'The policy does not let you propose or decide this.', action: 'Read the rule shown, and leave it to another information governance lead.' },
  STATEMENT_CLOSED: { means: 'This was decided or issued already, or these lines are not in the statement.', action: 'Look at the statement again.' },
  STATEMENT_UNDECIDED: { means: 'A second person has not yet decided what may be left out.', action: 'Ask another information governance lead to decide. Then issue the statement.' },
  STATEMENT_CHANGED: { means: 'The statement no longer says what the central service has of it.', action: 'Look at the statement again, then issue it.' },
  STATEMENT_TOO_LONG: { means: 'More was done with this household than one statement may hold.', action: 'Make a statement for each of several shorter periods.' },
  STATEMENT_UNPROVED: { means: 'A line of the statement could not be proved in the access ledger.', action: 'Nothing was issued. Report it to whoever runs the central service.' },
  STATEMENT_NOT_SAVED: { means: 'The file could not be written there.', action: 'Choose another folder, or make room on the disk, and save it again. The statement itself is kept.' },
  // own circle
  CIRCLE_OWN: { means: 'You declared that you know somebody in this household, so it is not yours to look at, in an emergency either.', action: 'Nothing was shown, and your supervisor is told. Hand it to a colleague; in an emergency ring the duty desk: somebody else must do it.' },
  CIRCLE_WORDS_INVALID: { means: 'Nobody could be recognised by this.', action: 'Give a name with a date of birth or a postcode, or the first line of an address with its postcode, each as it is written on a letter.' },
  CIRCLE_TOO_MANY: { means: 'You have declared as many people as one officer may in a day, or in all.', action: 'Declare more tomorrow, or ask your supervisor to have old declarations withdrawn.' },
  CIRCLE_NOT_STANDING: { means: 'This declaration does not wait for that: somebody has decided already, or nobody has asked.', action: 'Look at the list again.' },
  CIRCLE_OWN_DECLARATION: { means: 'This is your own declaration.', action: 'Somebody else must agree that it is withdrawn.' },
  CIRCLE_OFFLINE: { means: 'Declaring whom you know needs a connection: nothing of it is kept on this laptop.', action: 'Try again when you are online. Until then, leave that household to a colleague.' },
  // intake
  INTAKE_SOURCE_UNKNOWN: { means: 'No mapping exists for that source.', action: 'Use one of the source names listed.' },
  INTAKE_CATEGORY_REFUSED: { means: 'A column of the mapping fits no category of the sharing notice.', action: 'Take the column out of the mapping, or have the notice changed first. Nothing was loaded.' },
  INTAKE_FILE_UNREADABLE: { means: 'The extract file cannot be read.', action: 'Check the path and permissions.' },
  INTAKE_REJECTS_UNWRITABLE: { means: 'The list of rejected rows cannot be written.', action: 'Name a folder that may be written to: --rejects DIR. Nothing was loaded.' },
  INTAKE_ENCODING: { means: 'The extract is not in the encoding agreed for this source.', action: 'Ask the partner to send it again as UTF-8.' },
  INTAKE_LAYOUT: { means: 'The columns of the extract are not the agreed ones.', action: 'Check the header row against the mapping.' },
  INTAKE_TRUNCATED: { means: 'The extract ends in the middle of its header or of a row, or without its trailer.', action: 'Ask the partner to send it again. Nothing was loaded.' },
} as const satisfies Record<string, { means: string; action: string }>

export type ErrorCode = keyof typeof ERROR_CODES

export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(ERROR_CODES, value)
