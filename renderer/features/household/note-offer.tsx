import { DETAIL_KINDS } from '../../../shared/model/new-details'
import type { Identified } from '../../../shared/reason/find-identified'
import { Button } from '../../components/button'

interface NoteOfferProps {
  readonly found: Identified
  readonly onMove: () => void
  readonly onLeave: () => void
}

/** A note that seems to hold what identifies somebody: offered a better place, never taken there. */
export function NoteOffer({ found, onMove, onLeave }: NoteOfferProps) {
  return (
    <div className="note-offer" role="status">
      <p>“{found.text}” looks like {found.kind === 'name' ? 'a name' : found.kind === 'address' ? 'part of an address' : `${found.kind === 'email' ? 'an' : 'a'} ${DETAIL_KINDS[found.kind].toLowerCase()}`}. As <strong>new contact details</strong> a colleague finds it when it is needed, with whether it is safe to use.</p>
      <Button isSmall onClick={onMove}>Move it to new contact details</Button>
      <Button kind="link" onClick={onLeave}>Leave it in the note</Button>
    </div>
  )
}

/** The note with everything the officer wrote but the piece that went. */
export const withoutMoved = (note: string, { kind, at: [from, to] }: Identified): string => `${note.slice(0, from)}[${DETAIL_KINDS[kind].toLowerCase()}: see new contact details]${note.slice(to)}`
