import type { PreferenceChange, PreferenceState } from '../../../shared/ipc/preference-contract'
import type { PreferenceBook } from '../../settings/preferences'
import type { MainHandler } from '../register-contract'

/** Preferences are the main process's own: they hold before unlock, when there is no store process to ask. */
export function createPreferenceHandlers(
  book: PreferenceBook,
  onChanged: (state: PreferenceState) => void,
): Readonly<Record<string, MainHandler>> {
  const told = (state: PreferenceState): PreferenceState => {
    onChanged(state)
    return state
  }
  return {
    'preference:get': () => book.state(),
    'preference:set': (request) => told(book.change(request as PreferenceChange)),
    'preference:reset': () => told(book.reset()),
  }
}
