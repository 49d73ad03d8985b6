import type { EnrolledDevice } from '../../../shared/api/oversight-api'

/** A laptop in the list, and whether it is the one this window runs on. */
export type Device = EnrolledDevice & { readonly isThis: boolean }
