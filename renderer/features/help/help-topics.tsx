import type { HelpTopic } from './help-topic'

/** What a topic says: steps as a numbered list, lines as points. */
export function TopicBody({ topic }: { readonly topic: HelpTopic }) {
  return (
    <>
      {topic.lines === undefined ? null : <ul className="govuk-list govuk-list--bullet help__lines">{topic.lines.map((line) => <li key={line}>{line}</li>)}</ul>}
      {topic.steps === undefined ? null : <ol className="govuk-list govuk-list--number help__lines">{topic.steps.map((step) => <li key={step}>{step}</li>)}</ol>}
    </>
  )
}

/** Topics one under the other, each opened by its title. */
export function Topics({ topics, areOpen = false }: { readonly topics: ReadonlyArray<HelpTopic>; readonly areOpen?: boolean }) {
  return topics.map((topic) => (
    <details key={`${topic.id} ${String(areOpen)}`} className="help__topic" open={areOpen}>
      <summary>{topic.title}</summary>
      <TopicBody topic={topic} />
    </details>
  ))
}
