import type { Migration } from '../../plugins/migrate'
import { createReviews } from './0120-create-reviews'
import { createAlerts } from './0121-create-alerts'

/** 0120-0128: emergency access, review, alerts, and who stands in for whom. */
export const REVIEW_MIGRATIONS: readonly Migration[] = [createReviews, createAlerts]
