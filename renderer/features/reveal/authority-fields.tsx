import { TextField } from '../../components/text-field'
import type { RevealForm } from './reveal-form-state'

interface AuthorityFieldsProps {
  readonly form: Pick<RevealForm, 'power' | 'authoriser'>
  readonly errorOf: (id: string) => string | null
  readonly onChange: (part: Partial<Pick<RevealForm, 'power' | 'authoriser'>>) => void
}

/** For a request by a court or for law enforcement: on which power, and who authorised it there. Both are part of the entry, and whoever approves reads them. */
export function AuthorityFields({ form, errorOf, onChange }: AuthorityFieldsProps) {
  return (
    <>
      <TextField
        id="reveal-power" label="Power it rests on" maxLength={120} value={form.power} error={errorOf('reveal-power')} onChange={(power) => onChange({ power })}
        hint="Act and section, or the order. For example: Data Protection Act 2018 Sch. 2 para. 2"
      />
      <TextField
        id="reveal-authoriser" label="Authorised by" maxLength={120} value={form.authoriser} error={errorOf('reveal-authoriser')} onChange={(authoriser) => onChange({ authoriser })}
        hint="Rank or office, and body. For example: Detective Inspector, Kent Police"
      />
    </>
  )
}
