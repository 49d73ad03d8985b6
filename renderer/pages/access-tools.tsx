import { useState } from 'react'
import { Button } from '../components/button'
import { Loaded } from '../components/loaded'

const loadDialogs = async () => (await import('./access-dialogs')).AccessDialogs

/** Before unlock already: text that can be read, and what a code means. What is typed on the page behind stays. */
export function AccessTools() {
  const [open, setOpen] = useState<'help' | 'preferences' | null>(null)
  return (
    <div className="access__aside">
      <Button kind="link" onClick={() => setOpen('help')}>Help</Button>
      <Button kind="link" onClick={() => setOpen('preferences')}>Text size and other preferences</Button>
      {/* Fetched when first opened: the screen behind is drawn the sooner. */}
      {open === null ? null : <Loaded load={loadDialogs} props={{ open, onClose: () => setOpen(null) }} />}
    </div>
  )
}
