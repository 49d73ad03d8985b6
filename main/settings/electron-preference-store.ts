import Store from 'electron-store'
import { PREFERENCE_FILE, preferenceStoreOptions, type OpenPreferenceStore } from './preference-file'

/** The one user of electron-store. Throws when the file cannot be read. */
export const openElectronStore: OpenPreferenceStore = (folder) =>
  new Store<Record<string, unknown>>({ name: PREFERENCE_FILE, ...preferenceStoreOptions(folder) })
