import { ERROR_CODES } from '../../shared/errors/error-code'
import { CasementError } from '../../shared/errors/casement-error'
import { REJECT_REASONS, type RejectReason } from './code/reading'
import type { IntakeReport } from './run-intake'

const line = (words: string, count: number): string => `  ${words.padEnd(62)}${count.toLocaleString('en-GB').padStart(10)}`

/** The counts of a run as a table for the console. */
export function reportWords(report: IntakeReport): string {
  const reasons = Object.entries(report.rejectedByReason) as [RejectReason, number][]
  return [
    `Intake of ${report.source}, run ${report.runId}`,
    line('rows in', report.in),
    line('loaded', report.loaded),
    line('unchanged', report.unchanged),
    line('rejected', report.rejected),
    ...reasons.toSorted((a, b) => b[1] - a[1]).map(([reason, count]) => line(`  ${reason}: ${REJECT_REASONS[reason]}`, count)),
    ...(report.doubtful > 0 ? [line('loaded, to be looked at (number-shared, in the rejects file)', report.doubtful)] : []),
    `  people at the vault: ${report.people.created} new, ${report.people.matched} matched, ${report.people.changed} changed, ${report.people.unchanged} unchanged`,
    `  records at the hub: ${report.records.created} new, ${report.records.changed} changed, ${report.records.unchanged} unchanged`,
    ...report.rejectsFiles.map((file) => `  rejects: ${file}`),
    '',
  ].join('\n')
}

/** An error as code, meaning, facts and what to do, for the console. */
export function errorWords(error: CasementError): string {
  const facts = Object.entries(error.detail).map(([name, value]) => `${name}: ${value}`)
  return [`${error.code}: ${error.message}`, ...(facts.length > 0 ? [`  ${facts.join(' · ')}`] : []), `  ${ERROR_CODES[error.code].action}`, ''].join('\n')
}

/** Arguments that a command does not understand: code, what is wrong with them (never what was typed), how it is used. */
export const wrongArgumentsWords = (words: string, usage: string): string => `${errorWords(new CasementError('ARGUMENTS_WRONG'))}  ${words}\n\n${usage}`
