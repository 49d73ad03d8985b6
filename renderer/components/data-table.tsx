import type { ReactNode } from 'react'

export interface Column {
  readonly words: string
  readonly isNumber?: boolean
}

interface DataTableProps {
  readonly caption: string
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<{ readonly key: string; readonly cells: ReadonlyArray<ReactNode> }>
  readonly className?: string
  /** A stop for the keyboard, from where the page scrolls: on pages that have nothing else to stop at. */
  readonly isStop?: boolean
}

/** A dense GOV.UK table on a plain ground; the first cell of each row names it. */
export function DataTable({ caption, columns, rows, className = '', isStop = false }: DataTableProps) {
  return (
    <div className="data-table" {...(isStop ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}>
      <table className={`govuk-table table ${className}`}>
        <caption className="govuk-visually-hidden">{caption}</caption>
        <thead className="govuk-table__head">
          <tr>{columns.map(({ words, isNumber }) => <th key={words} scope="col" className={`govuk-table__header${isNumber ? ' cell--number' : ''}`}>{words}</th>)}</tr>
        </thead>
        <tbody className="govuk-table__body">
          {rows.map(({ key, cells }) => (
            <tr key={key} className="govuk-table__row">
              {columns.map(({ words, isNumber }, n) => {
                const kind = `govuk-table__cell${isNumber ? ' cell--number' : ''}`
                return n === 0 ? <th key={words} scope="row" className={`${kind} table__plain`}>{cells[n]}</th> : <td key={words} className={kind}>{cells[n]}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
