import { useState, type ReactNode } from 'react'
import { ROLES, type Role } from '../../../shared/model/codes'
import { Button } from '../../components/button'
import { choicesOf } from '../../components/code-words'
import { EmptyState } from '../../components/empty-state'
import { KEYS } from '../../components/keys-help'
import { MEANINGS } from '../../components/meaning-words'
import { SelectField } from '../../components/select-field'
import { TextField } from '../../components/text-field'
import { ERROR_HELP } from './error-help'
import { ErrorTable } from './error-table'
import type { HelpTopic } from './help-topic'
import { TopicBody, Topics } from './help-topics'
import { ROLE_HELP } from './role-help'
import { searchHelp } from './search-help'
import { loggedHelp, SHARED_TOPICS } from './shared-help'

const WORDS: ReadonlyArray<HelpTopic> = Object.entries(MEANINGS).map(([id, { title, lines }]) => ({ id, title, lines }))
const KEY_TOPIC: HelpTopic = { id: 'keys', title: 'Keys', lines: KEYS.map(([keys, words]) => `${keys}: ${words}`) }
const AT_FIRST = 6

interface HelpContentsProps {
  /** Whose help stands first; another role's can be chosen. */
  readonly role: Role
  /** The way into practice, where there is one. */
  readonly practice?: ReactNode
}

/** Help for one role, and everything of it searchable. All of it is in the app: it works offline and before unlock. */
export function HelpContents({ role: own, practice = null }: HelpContentsProps) {
  const [role, setRole] = useState(own)
  const [typed, setTyped] = useState('')
  const { does, tasks } = ROLE_HELP[role]
  const logged = loggedHelp(role)
  const isSearching = typed.trim() !== ''
  return (
    <div className="help">
      <div className="help__bar">
        <TextField id="help-search" label="Search help" hint="A word, or the code that Casement showed" value={typed} onChange={setTyped} maxLength={80} />
        <SelectField id="help-role" label="Help for" options={choicesOf(ROLES)} value={role} onChange={(chosen) => { if (chosen !== '') setRole(chosen) }} />
      </div>
      {isSearching
        ? <Found typed={typed} topics={[...tasks, logged, ...Object.values(SHARED_TOPICS), ...WORDS, KEY_TOPIC]} onClear={() => setTyped('')} />
        : (
          <>
            <div className="help__columns">
              <div>
                <section className="panel" aria-labelledby="help-does">
                  <h2 className="panel__title" id="help-does">What you do here</h2>
                  {does.map((line) => <p key={line} className="govuk-body">{line}</p>)}
                  {practice}
                </section>
                <section className="panel" aria-labelledby="help-tasks">
                  <h2 className="panel__title" id="help-tasks">What you do most</h2>
                  <Topics topics={tasks} />
                </section>
                <section className="panel" aria-labelledby="help-words">
                  <h2 className="panel__title" id="help-words">What the words mean</h2>
                  <Topics topics={WORDS} />
                </section>
              </div>
              <div>
                <section className="panel" aria-labelledby="help-lost">
                  <h2 className="panel__title" id="help-lost">When it matters</h2>
                  <Topics topics={[SHARED_TOPICS.lost, SHARED_TOPICS.passphrase]} />
                  <h3 className="panel__subtitle">{SHARED_TOPICS.tell.title}</h3>
                  <TopicBody topic={SHARED_TOPICS.tell} />
                </section>
                <section className="panel" aria-labelledby="help-logged">
                  <h2 className="panel__title" id="help-logged">{logged.title}</h2>
                  <TopicBody topic={logged} />
                </section>
                <section className="panel" aria-labelledby="help-keys">
                  <h2 className="panel__title" id="help-keys">Keys</h2>
                  <dl className="help__keys">{KEYS.map(([keys, words]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{words}</dd></div>)}</dl>
                </section>
              </div>
            </div>
            <section className="panel" aria-labelledby="help-wrong">
              <h2 className="panel__title" id="help-wrong">{SHARED_TOPICS.wrong.title}</h2>
              <TopicBody topic={SHARED_TOPICS.wrong} />
              <AllCodes />
            </section>
          </>
        )}
    </div>
  )
}

function AllCodes() {
  const [areAll, setAll] = useState(false)
  return (
    <>
      <ErrorTable errors={areAll ? ERROR_HELP : ERROR_HELP.slice(0, AT_FIRST)} />
      {areAll ? null : <p className="help__more"><Button isSmall onClick={() => setAll(true)}>Show all {ERROR_HELP.length} codes</Button></p>}
    </>
  )
}

function Found({ typed, topics, onClear }: { readonly typed: string; readonly topics: ReadonlyArray<HelpTopic>; readonly onClear: () => void }) {
  const found = searchHelp(typed, topics, ERROR_HELP)
  const count = found.topics.length + found.errors.length
  return (
    <>
      <p className="help__count" role="status">{count === 0 ? 'Nothing found' : `${count} found`} <Button kind="link" onClick={onClear}>Show all help</Button></p>
      {count === 0 ? <EmptyState title="Help does not say anything about that"><p>Try one word instead of several, or another word. Your supervisor or service desk can say more.</p></EmptyState> : null}
      {found.topics.length === 0 ? null : <section className="panel" aria-label="Topics found"><Topics topics={found.topics} areOpen={found.topics.length <= 3} /></section>}
      {found.errors.length === 0 ? null : <section className="panel" aria-label="Codes found"><ErrorTable errors={found.errors} /></section>}
    </>
  )
}
