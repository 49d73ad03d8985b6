import type { Relationship } from '../../../shared/model/relationship'
import { Button } from '../../components/button'
import { TextField } from '../../components/text-field'
import { reasonHelp } from './reason-help'
import type { StatedPurpose } from './reveal-form-state'

interface ReasonFieldProps {
  readonly reason: string
  readonly suggestions: ReadonlyArray<string>
  readonly keptWords: string | null
  readonly error: string | null
  readonly purpose: StatedPurpose | null
  readonly relationship: Relationship
  readonly onChange: (reason: string) => void
  readonly onKeep: () => void
}

/** The officer's own words, with help as they are typed, and openings that one press puts in. */
export function ReasonField({ reason, suggestions, keptWords, error, purpose, relationship, onChange, onKeep }: ReasonFieldProps) {
  const help = reasonHelp(reason, purpose, relationship)
  const isNameKept = help.tone === 'warn' && keptWords === reason
  const useSuggestion = (text: string) => {
    onChange(`${text} `)
    document.getElementById('reveal-reason')?.focus()
  }
  return (
    <div className="reason">
      <TextField id="reveal-reason" label="Reason, in your own words" rows={3} maxLength={500} value={reason} onChange={onChange} error={error} />
      <p className={`reason__help reason__help--${help.tone}`} role="status">
        {isNameKept ? 'Your words are kept as they are.' : help.words}
        {help.tone === 'warn' && !isNameKept ? <> <Button kind="link" onClick={onKeep}>Keep my words</Button></> : null}
      </p>
      {suggestions.length === 0 ? null : (
        <ul className="reason__openings" aria-label="Openings for the reason">
          {suggestions.map((text) => <li key={text}><button type="button" className="chip" onClick={() => useSuggestion(text)}>{text}…</button></li>)}
        </ul>
      )}
    </div>
  )
}
