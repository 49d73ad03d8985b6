import { openBytes, sealBytes } from '../keys/sealed-bytes'

const about = (noteId: string): string => `casement/note/v1\n${noteId}`

/** A note's words under the data key of the person or household it is about. */
export const sealNoteText = (dataKey: Uint8Array, noteId: string, text: string): Buffer =>
  sealBytes(dataKey, Buffer.from(text, 'utf8'), about(noteId))

export const openNoteText = (dataKey: Uint8Array, noteId: string, sealed: Uint8Array): string =>
  openBytes(dataKey, sealed, about(noteId)).toString('utf8')
