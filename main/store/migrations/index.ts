import type { Migration } from '../sql'
import { createCache } from './0010-create-cache'
import { createKept } from './0010-create-kept'
import { createAccessRequests } from './0030-create-access-requests'

/** Ascending, step 10; never edited once released. */
export const KEPT_MIGRATIONS: ReadonlyArray<Migration> = [createKept, createAccessRequests]
export const CACHE_MIGRATIONS: ReadonlyArray<Migration> = [createCache]
