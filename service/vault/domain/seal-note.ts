import { openBytes, sealBytes } from '../keys/sealed-bytes'

/** An officer's note: ids are each officer's own, so only both together name one. */
export interface NoteOwner {
  readonly officerId: string
  readonly noteId: string
}

const about = ({ officerId, noteId }: NoteOwner): string => `casement/note/v1\n${officerId}\n${noteId}`

/** A note's words under the data key of the person or household it is about. */
export const sealNoteText = (dataKey: Uint8Array, owner: NoteOwner, text: string): Buffer =>
  sealBytes(dataKey, Buffer.from(text, 'utf8'), about(owner))

export const openNoteText = (dataKey: Uint8Array, owner: NoteOwner, sealed: Uint8Array): string =>
  openBytes(dataKey, sealed, about(owner)).toString('utf8')
