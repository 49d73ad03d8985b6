import type { ErrorHelp } from './error-help'

/** Codes with what they mean and what to do. */
export function ErrorTable({ errors }: { readonly errors: ReadonlyArray<ErrorHelp> }) {
  return (
    <table className="govuk-table table help__errors">
      <caption className="govuk-visually-hidden">Codes, what they mean and what to do</caption>
      <thead className="govuk-table__head">
        <tr>{['What happened', 'What to do', 'Code'].map((head) => <th key={head} scope="col" className="govuk-table__header">{head}</th>)}</tr>
      </thead>
      <tbody className="govuk-table__body">
        {errors.map(({ code, means, action }) => (
          <tr key={code}>
            <th scope="row" className="govuk-table__header table__plain">{means}</th>
            <td className="govuk-table__cell">{action}</td>
            <td className="govuk-table__cell help__code">{code}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
