import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { LostDevice } from '../../../shared/api/lost-device-api'
import { FIELD_GROUPS } from '../../../shared/model/codes'
import { casement } from '../../bridge/casement-client'
import { problemOf } from '../../bridge/problem-of'
import { queryKeys } from '../../bridge/query-keys'
import { SHOWN_ONCE } from '../../bridge/shown-once'
import { Button } from '../../components/button'
import { DataTable } from '../../components/data-table'
import { formatInstant } from '../../components/dates'
import { ProblemNotice } from '../../components/problem-notice'
import { SummaryList } from '../../components/summary-list'
import { Tag } from '../../components/tag'
import { breachNote } from './breach-note'
import type { Device } from './device'

interface LostLaptopProps {
  readonly device: Device
  /** Null for whoever may not revoke it. */
  readonly onRevoke: (() => void) | null
  readonly onClose: () => void
}

/** A lost laptop, on one page: shut it out, what it means for residents, and the note that is due in 72 hours. */
export function LostLaptop({ device, onRevoke, onClose }: LostLaptopProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const query = useQuery({ queryKey: queryKeys.lostDevice(device.deviceId, device.state), queryFn: () => casement.admin.getLostDevice({ deviceId: device.deviceId }), ...SHOWN_ONCE })
  return (
    <section className="panel lost-laptop" aria-labelledby="lost-laptop">
      <h2 className="panel__title" id="lost-laptop" ref={heading} tabIndex={-1}>If {device.name} of {device.owner.displayName} is lost</h2>
      {query.error === null ? null : <ProblemNotice problem={problemOf(query.error)}><div className="banner__action"><Button isSmall onClick={() => void query.refetch()}>Try again</Button></div></ProblemNotice>}
      {query.data === undefined ? (query.error === null ? <p className="govuk-body" role="status">Asking the service…</p> : null) : <Answers lost={query.data} onRevoke={onRevoke} />}
      <div className="dialog__actions"><Button kind="link" onClick={onClose}>Close this panel</Button></div>
    </section>
  )
}

function Answers({ lost, onRevoke }: { readonly lost: LostDevice; readonly onRevoke: (() => void) | null }) {
  const { device, households, opened, unsent, wiped, asOf } = lost
  return (
    <>
      <p className="as-at">As the service knows it on {formatInstant(asOf)}. That you looked is recorded.</p>
      <SummaryList rows={[
        ['Access', <Access key="access" lost={lost} onRevoke={onRevoke} />],
        ['Last seen', device.lastSeenAt === null ? 'Never' : formatInstant(device.lastSeenAt)],
        ['On its disk', households.total === 0 ? 'No households' : `Up to ${households.total.toLocaleString('en-GB')} ${households.total === 1 ? 'household' : 'households'}, masked and encrypted: no name, address or date of birth`],
        ['Details opened', opened.length === 0 ? 'None in the 72 hours before it was last seen, or since' : `${opened.length} ${opened.length === 1 ? 'time' : 'times'} in the 72 hours before it was last seen, or since; the last could be on its screen until ${formatInstant(opened.map(({ until }) => until).toSorted().at(-1) ?? '')}`],
        ['Not sent yet', unsent === null ? 'It never said' : unsent.count === 0 ? `Nothing, as it said on ${formatInstant(unsent.at)}` : `${unsent.count} ${unsent.count === 1 ? 'entry' : 'entries'}, as it said on ${formatInstant(unsent.at)}; sealed, so that only the services can read them`],
        ['Erased', wiped === null ? (device.state === 'in-use' ? 'No: it is in use' : 'Not yet. It erases itself at its next contact and hands in a receipt') : <span key="wiped"><Tag tone="good">Erased</Tag> {formatInstant(wiped.at)}, by its own signed receipt{wiped.unsent === 0 ? '' : `; ${wiped.unsent} unsent ${wiped.unsent === 1 ? 'entry stays' : 'entries stay'} sealed on it`}</span>],
      ]} />
      {opened.length === 0 ? null : (
        <DataTable
          caption="Details that it was given, newest first" columns={['When', 'Household', 'Which', 'On its screen until, at most'].map((words) => ({ words }))}
          rows={opened.map(({ requestId, at, reference, people, fieldGroups, until }) => ({
            key: requestId,
            cells: [formatInstant(at), <span key="of">{reference === null ? 'Reference: for the information governance lead' : <span className="reference">{reference}</span>}{people === null ? '' : `, ${people} ${people === 1 ? 'person' : 'people'}`}</span>, fieldGroups.map((group) => FIELD_GROUPS[group]).join('; '), formatInstant(until)],
          }))}
        />
      )}
      {households.references === null || households.references.length === 0 ? null : (
        <details className="lost-laptop__list"><summary>Which households ({households.references.length.toLocaleString('en-GB')}{households.references.length < households.total ? ` of ${households.total.toLocaleString('en-GB')}` : ''})</summary><p className="lost-laptop__references">{households.references.map((reference) => <span key={reference} className="reference">{reference}</span>)}</p></details>
      )}
      <Note text={breachNote(lost)} />
    </>
  )
}

function Access({ lost: { device }, onRevoke }: { readonly lost: LostDevice; readonly onRevoke: (() => void) | null }) {
  if (device.state !== 'in-use') return <><Tag tone="bad">{device.state === 'revoked' ? 'Revoked' : 'Replaced'}</Tag> {device.endedAt === null ? '' : formatInstant(device.endedAt)}</>
  return onRevoke === null
    ? <><Tag tone="warn">Still in use</Tag> Ask an administrator to revoke it now</>
    : <><Tag tone="warn">Still in use</Tag> <Button kind="warning" isSmall onClick={onRevoke}>Revoke it now…</Button></>
}

function Note({ text }: { readonly text: string }) {
  const area = useRef<HTMLTextAreaElement>(null)
  const select = () => {
    area.current?.focus()
    area.current?.select()
  }
  return (
    <div className="lost-laptop__note">
      <h3 className="govuk-heading-s" id="breach-note">Draft of the 72-hour note</h3>
      <p className="govuk-body">Filled in with what the service knows. What stands in square brackets is for you. Nothing is sent from here.</p>
      <textarea className="govuk-textarea" aria-labelledby="breach-note" ref={area} rows={16} readOnly value={text} />
      <Button isSmall onClick={select}>Select the whole draft</Button> <span className="govuk-hint">then <kbd>Ctrl</kbd>+<kbd>C</kbd> copies it</span>
    </div>
  )
}
