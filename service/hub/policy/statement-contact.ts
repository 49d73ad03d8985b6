import { readFileSync } from 'node:fs'
import { StatementContactSchema, type StatementContact } from '../../../shared/model/access-statement'

/** Whom a resident asks about a statement: policy data of the place. */
export const shippedStatementContact = (): StatementContact => StatementContactSchema.parse(JSON.parse(readFileSync(new URL('./statement-contact.json', import.meta.url), 'utf8')))
