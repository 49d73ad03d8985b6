import { useState } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { MEANINGS, type MeaningKey } from './meaning-words'

interface WhatDoesThisMeanProps {
  readonly about: ReadonlyArray<MeaningKey>
  /** Where one link stands for several things. Without words it is a question mark beside the thing. */
  readonly words?: string
}

/** Explains what it stands beside, without leaving the screen. */
export function WhatDoesThisMean({ about, words }: WhatDoesThisMeanProps) {
  const [isOpen, setOpen] = useState(false)
  const titles = about.map((key) => MEANINGS[key].title)
  const [first = ''] = titles
  return (
    <span className="meaning">
      {words === undefined
        ? <button type="button" className="meaning__mark" title="What does this mean?" aria-label={`What does this mean? ${first}`} onClick={() => setOpen(true)} />
        : <Button kind="link" onClick={() => setOpen(true)}>{words}</Button>}
      <Dialog title={titles.length === 1 ? first : 'What these mean'} isOpen={isOpen} onClose={() => setOpen(false)} isDismissable>
        {about.map((key) => (
          <section key={key} aria-label={MEANINGS[key].title}>
            {titles.length === 1 ? null : <h3 className="meaning__title">{MEANINGS[key].title}</h3>}
            {MEANINGS[key].lines.map((line) => <p key={line} className="govuk-body">{line}</p>)}
          </section>
        ))}
        <div className="dialog__actions"><Button onClick={() => setOpen(false)}>Close</Button></div>
      </Dialog>
    </span>
  )
}
